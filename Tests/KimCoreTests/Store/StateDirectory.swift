import FoundationEssentials
import GRDB
import Glibc
import KimTestSupport
import Testing

@testable import KimCore

/// A state directory of a test, cleared away after the body.
struct StateDirectory: Sendable {
  let path: String
  let world = World()

  var files: StoreFiles { StoreFiles(directory: path) }
  /// A file in it.
  func file(_ name: String) -> String { path + "/" + name }

  static func with<Result>(
    _ body: (StateDirectory) async throws -> Result
  ) async throws -> Result {
    let directory = StateDirectory(path: try Office.temporaryDirectory())
    defer { try? FileManager.default.removeItem(atPath: directory.path) }
    return try await body(directory)
  }

  /// With an office that was opened, furnished and closed.
  static func furnished<Result>(
    _ body: (StateDirectory) async throws -> Result
  ) async throws -> Result {
    try await with { directory in
      try await directory.office { try await $0.furnish() }
      return try await body(directory)
    }
  }

  /// Opens the office of the directory, as after a restart.
  func office<Result>(_ body: (Office) async throws -> Result) async throws -> Result {
    try await Office.reopen(path, world: world, body)
  }

  /// Opens and closes the bare store, and gives its name.
  @discardableResult
  func openStore(
    credential: [UInt8]? = nil,
    steps: [Migrations.Step] = Migrations.steps
  ) throws -> String {
    let store = try Store.open(
      directory: path,
      credential: credential,
      environment: world.environment,
      reserveBytes: 0,
      steps: steps
    )
    try store.close()
    return store.name
  }

  /// Why the store does not open, in one sentence.
  func problem(credential: [UInt8]? = nil) throws -> StoreProblem? {
    do {
      try openStore(credential: credential)
      return nil
    } catch let problem as StoreProblem {
      return problem
    }
  }

  /// Works on the closed store past kimd, as somebody with the file and SQLite could.
  @discardableResult
  func raw<T: Sendable>(
    _ name: String = "kim.db",
    _ body: @Sendable (Database) throws -> T
  ) throws -> T {
    let queue = try DatabaseQueue(path: file(name))
    let result = try queue.write(body)
    try queue.close()
    return result
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }

  func write(_ bytes: Data, _ name: String) throws {
    try bytes.write(to: URL(filePath: file(name)))
    chmod(file(name), 0o600)
  }

  func isThere(_ name: String) -> Bool { access(file(name), F_OK) == 0 }

  func move(_ from: String, _ to: String) throws {
    try FileManager.default.moveItem(atPath: file(from), toPath: file(to))
  }

  /// Names of all files in it.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}
