import ArgumentParser
import KimAPI

/// The daemon of a Kommunales Integrationsmanagement; without a subcommand it serves.
@main
struct Kimd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kimd",
    abstract: "Serves the case store and the appointment queue of an integration office.",
    version: Release.version,
    subcommands: [Serve.self, RestoreCommand.self, RecoverCommand.self, CatalogCommand.self],
    defaultSubcommand: Serve.self
  )
}
