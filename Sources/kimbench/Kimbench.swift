import ArgumentParser

/// The load generator of kimd and its comparison with others; never installed.
@main
struct Kimbench: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "kimbench",
      abstract: "Puts load on kimd, and measures it beside others on the same machine.",
      subcommands: [LoadCommand.self, FreshCommand.self, CompareCommand.self, EchoCommand.self]
    )
  }
}
