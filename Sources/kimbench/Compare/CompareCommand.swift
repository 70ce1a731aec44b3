import ArgumentParser

/// kimd beside others, in one run on one machine.
struct CompareCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "compare",
      abstract:
        "Measures kimd beside PostgreSQL, MariaDB, SQLite and a bare echo, and prints ratios.",
      discussion: """
        Starts its own servers on new stores below .build, on the disk of the working directory, and \
        removes them afterwards. What is measured while other programs use more than a tenth of the \
        machine is measured again, and not compared where that does not help. \
        Ends with 0 whatever was reached; with 1 where something could not be measured.
        """
    )
  }

  @Option(help: "Directory of kimd and kimctl; the one of kimbench where none is named.")
  var binDir: String?
  @Option(help: "Seconds of each measurement.")
  var seconds = 5.0
  @Option(help: "Numbers of connections, comma between them.")
  var clients = "1,4,16,64"
  @Option(help: "How often kimd and its rivals take turns.")
  var rounds = 3
  @Option(help: "Cases in the store that grows, at its greatest; 0 leaves it out.")
  var size = 100_000
  @Option(help: "An older kimd to measure beside; a kimbench beside it drives it.")
  var old: String?
  @Option(help: "The share of the machine that others may use in what is compared.")
  var othersMax = 0.1

  private var counts: [Int] { clients.split(separator: ",").compactMap { Int($0) } }

  func validate() throws {
    guard !counts.isEmpty, counts.count == clients.split(separator: ",").count,
      counts.allSatisfy({ (1...Office.sites).contains($0) })
    else { throw ValidationError("--clients takes numbers from 1 to \(Office.sites).") }
    guard (0.5...600).contains(seconds), (1...100).contains(rounds),
      size == 0 || (1000...10_000_000).contains(size)
    else {
      throw ValidationError("--seconds 0.5 to 600, --rounds 1 to 100, --size 1000 to 10000000.")
    }
  }

  func run() throws {
    let space = try Workspace()
    defer { space.remove() }
    var comparison = Comparison(
      bin: binDir ?? Files.ownDirectory(),
      old: old,
      space: space,
      plan: .init(
        seconds: seconds,
        counts: counts,
        rounds: rounds,
        size: size,
        othersMax: othersMax
      )
    )
    comparison.run()
    guard comparison.unmeasured.isEmpty else { throw ExitCode(1) }
  }
}
