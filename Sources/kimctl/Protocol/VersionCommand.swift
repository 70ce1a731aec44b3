import ArgumentParser

/// `kimctl version`.
struct VersionCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "version", abstract: Words.current[.aboutVersion])
  }

  @OptionGroup var options: CommonOptions

  func run() {
    let isJSON = options.output == .json
    Console.put([isJSON ? "{\"kimctl\":\"\(Version.text)\"}" : "kimctl \(Version.text)"])
  }
}
