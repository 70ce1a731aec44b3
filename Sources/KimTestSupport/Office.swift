import FoundationEssentials
import Glibc
package import KimAPI
package import KimCore
import Logging
import Synchronization

/// A whole office in the process: a real store in a directory of its own, the desk of production, standing time.
///
/// Every call goes through the very line and dispatch of production, and both directions are checked against the
/// published shapes.
package final class Office: Sendable {
  /// Time and chance.
  package let world: World
  /// State directory.
  package let directory: String
  /// The desk of production.
  package let desk: Desk
  private let store: Store
  private let ids = Mutex<[String: ID<Staff>]>([:])

  private init(world: World, directory: String) throws {
    self.world = world
    self.directory = directory
    let environment = world.environment
    let logger = Logger(label: "office") { _ in SwiftLogNoOpLogHandler() }
    store = try Store.open(
      directory: directory,
      credential: nil,
      environment: environment,
      reserveBytes: 0
    )
    let limits = Limits(
      lineBytesMax: 1 << 20,
      replyBytesMax: 4 << 20,
      depthMax: StrictJSON.depthMax,
      batchMax: 64,
      inFlightMax: 32,
      connectionsPerUidMax: 64,
      unreadReplyBytesMax: 1 << 20,
      lineSecondsMax: 10,
      writeStallSecondsMax: 30
    )
    let facts = DaemonFacts(environment: environment, limits: limits, logger: logger)
    desk = try Desk(store: store, environment: environment, facts: facts, logger: logger)
  }

  /// Opens an office with organisation and staff, and clears it away after the body.
  package static func open<Result>(
    _ body: (Office) async throws -> Result
  ) async throws -> Result {
    try await openEmpty { office in
      try await office.furnish()
      return try await body(office)
    }
  }

  /// Opens an office in which nothing is yet, and clears it away after the body.
  package static func openEmpty<Result>(
    world: World = World(),
    _ body: (Office) async throws -> Result
  ) async throws -> Result {
    let directory = try temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try await reopen(directory, world: world, body)
  }

  /// Opens the office of a directory, as after a restart, and closes it after the body.
  package static func reopen<Result>(
    _ directory: String,
    world: World,
    _ body: (Office) async throws -> Result
  ) async throws -> Result {
    let office = try Office(world: world, directory: directory)
    do {
      let result = try await body(office)
      try await office.close()
      return result
    } catch {
      try? await office.close()
      throw error
    }
  }

  /// A new directory of mode 0700 with a short path.
  package static func temporaryDirectory() throws -> String {
    var template = Array("/tmp/kim-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXFailure(code: errno) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func close() async throws {
    await desk.drain()
    try store.close()
  }

  /// Loads the organisation and adds the staff of the fixture.
  package func furnish() async throws {
    _ = try await call(OrganisationLoad.self, .init(organisation: .fixture), as: .daemon)
    for person in Person.staff {
      let added = try await call(
        StaffAdd.self,
        .init(
          login: required(Token(person.login)),
          name: required(Label("Fixture \(person.login)")),
          roles: person.roles,
          municipalities: person.municipalities.compactMap { Slug($0) },
          region: person.region.flatMap { Slug($0) }
        ),
        // The first is the administrator, who adds the others.
        as: ids.withLock { $0.isEmpty } ? .daemon : .lead
      )
      ids.withLock { $0[person.login] = added.id }
    }
  }

  /// The staff id of somebody of the fixture.
  package func id(of person: Person) throws -> ID<Staff> {
    try required(ids.withLock { $0[person.login] })
  }
}

/// A system call that failed.
struct POSIXFailure: Error { let code: Int32 }

/// Something that the fixture's own code got wrong.
package struct FixtureFailure: Error, CustomStringConvertible {
  package let description: String
}

/// The value, or a failure of the fixture.
package func required<Value>(_ value: Value?, _ what: String = "value") throws -> Value {
  guard let value else { throw FixtureFailure(description: "\(what) is nil") }
  return value
}
