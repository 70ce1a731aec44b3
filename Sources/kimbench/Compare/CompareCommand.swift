import ArgumentParser

/// kimd beside others, in one run on one machine.
struct CompareCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "compare",
      abstract: "Measures kimd beside PostgreSQL, SQLite and a bare echo, and prints ratios.",
      discussion: """
        Starts its own kimd on a new store below .build, on the disk of the working directory, and \
        removes it afterwards. \
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
  @Option(help: "Cases in the store whose start is measured; 0 leaves it out.")
  var cases = 100_000

  private var counts: [Int] { clients.split(separator: ",").compactMap { Int($0) } }

  func validate() throws {
    guard !counts.isEmpty, counts.count == clients.split(separator: ",").count,
      counts.allSatisfy({ (1...Office.sites).contains($0) })
    else { throw ValidationError("--clients takes numbers from 1 to \(Office.sites).") }
    guard (0.5...600).contains(seconds), (1...100).contains(rounds),
      (0...10_000_000).contains(cases)
    else { throw ValidationError("--seconds 0.5 to 600, --rounds 1 to 100, --cases to 10000000.") }
  }

  func run() throws {
    let space = try Workspace()
    defer { space.remove() }
    var comparison = Comparison(
      bin: binDir ?? Files.ownDirectory(),
      space: space,
      seconds: seconds,
      counts: counts,
      rounds: rounds,
      cases: cases
    )
    comparison.run()
    guard comparison.unmeasured.isEmpty else { throw ExitCode(1) }
  }
}
