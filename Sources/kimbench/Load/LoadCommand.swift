import ArgumentParser

/// Load of one kind on a daemon that runs.
struct LoadCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "load",
      abstract: "Puts load on a daemon that runs; only on a store that was made for it.",
      discussion: """
        Each client is one connection that sends its next request when the last one is answered. What a request needs \
        beforehand is made between the rounds and not measured.
        """
    )
  }

  @Option(help: "Path of the daemon's socket.")
  var socket: String
  @Option(help: "What to call: \(BenchMethod.allCases.map(\.rawValue).joined(separator: ", ")).")
  var method: BenchMethod
  @Option(help: "Connections.")
  var clients = 1
  @Option(help: "Seconds to measure.")
  var seconds = 5.0

  func validate() throws {
    guard (1...Office.sites).contains(clients) else {
      throw ValidationError("--clients takes 1 to \(Office.sites).")
    }
    guard (0.1...3600).contains(seconds) else {
      throw ValidationError("--seconds takes 0.1 to 3600.")
    }
  }

  func run() throws {
    let office = try Office(socket: socket, hasStaff: method == .appointmentBook)
    let result = try LoadRun.measure(
      method,
      office,
      socket: socket,
      clients: clients,
      seconds: seconds
    )
    Console.say(method.rawValue)
    Console.say(LoadResult.heading)
    Console.say(result.line)
  }
}
