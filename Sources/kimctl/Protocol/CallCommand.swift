import ArgumentParser
import KimAPI

/// `kimctl call METHOD key=value…`: everything that the socket can do.
struct CallCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let words = Words.current
    return CommandConfiguration(
      commandName: "call",
      abstract: words[.aboutCall],
      usage: "kimctl call \(words[.usageMethod]) \(words[.usageWords])"
    )
  }

  @Argument(help: .hidden) var method: String
  @OptionGroup var options: CommonOptions
  @Argument(parsing: .allUnrecognized, help: .hidden) var words: [String] = []

  func run() throws {
    let known = Catalog.methods.first { $0.name == method }
    try MethodRun(name: method, method: known, options: options).run(words)
  }
}
