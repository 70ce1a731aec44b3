import ArgumentParser
import KimAPI

/// `kimctl version`.
struct VersionCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "version", abstract: Words.current[.aboutVersion])
  }

  @OptionGroup var options: CommonOptions

  func run() {
    let isJSON = options.output == .json
    Console.put([isJSON ? "{\"kimctl\":\"\(Release.version)\"}" : "kimctl \(Release.version)"])
  }
}
