import ArgumentParser
import Glibc
import KimCore
import Systemd

/// Puts a backup where a store is to be.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Restores a backup into an empty state directory and verifies that it opens."
  )

  @Option(help: "Directory of the backup, as daemon.backup made it.")
  var from: String

  @Option(help: "State directory to restore into. Default: $STATE_DIRECTORY, else .kim here.")
  var state: String?

  func run() async throws {
    umask(0o077)
    do {
      let told = try Restore.run(
        from: StatePath.absolute(from),
        to: StatePath.absolute(state ?? StatePath.standard),
        credential: try Credentials.read(OfficeService.credential, bytesMax: 4096),
        environment: .system
      )
      Output.line(told)
    } catch let problem as StoreProblem {
      Output.error("kimd: \(problem.sentence)")
      throw ExitCode(1)
    }
  }
}

/// Prints the catalogue of methods without a daemon.
struct CatalogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Prints the OpenRPC document of all methods (clients/catalog.json)."
  )

  @Flag(help: "Print the reference page for people instead (Methods.md).")
  var reference = false

  func run() async throws {
    Output.line(reference ? CatalogDocument.reference : CatalogDocument.pretty)
  }
}

/// What the daemon says to a terminal; in service it writes to the journal alone.
enum Output {
  static func line(_ text: String) { write(text, 1) }
  static func error(_ text: String) { write(text, 2) }

  private static func write(_ text: String, _ descriptor: Int32) {
    var rest = Array((text + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
