import FoundationEssentials
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Below the desk.
extension Fixture {
  /// Runs one statement on the store's connection, past all rules but the schema's.
  func execute(_ sql: String) async throws {
    let store = try #require(office.desk.store)
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      store.perform { engine in
        continuation.resume(with: Result { _ = try engine.execute("/* a test */ " + sql, []) })
      }
    }
  }

  /// Damages the addresses of all clients so far on the disk.
  func spoilAddresses() async throws {
    try await execute("UPDATE client SET email=zeroblob(length(email)) WHERE email IS NOT NULL")
  }

  /// The number that a query gives.
  func number(_ sql: String) async throws -> Int {
    let writer = try #require(office.desk.writer)
    return try await writer.read { try $0.value(Int.self, "/* a test */ " + sql) ?? 0 }
  }

  /// How many changes the feed tells of.
  func changes() async throws -> Int {
    try await number("SELECT count(*) FROM audit WHERE op IS NOT NULL")
  }

  /// Takes the first entries out of the feed, as if they had been too old.
  func forget(upTo seq: Int) async throws {
    try await execute("DROP TRIGGER auditRemains")
    try await execute("DELETE FROM audit WHERE seq<=\(seq)")
  }

  /// The number of the last change.
  func seq() async throws -> Int { try await office.call(DaemonStatus.self, as: .automat).seq }
}

extension Office {
  /// An office that is closed after the first body and opened again for the second.
  static func restarted<Kept: Sendable>(
    _ before: (Office) async throws -> Kept,
    then after: (Office, Kept) async throws -> Void
  ) async throws {
    let world = World()
    let directory = try Office.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let kept = try await Office.reopen(directory, world: world) { office in
      try await office.furnish()
      return try await before(office)
    }
    try await Office.reopen(directory, world: world) { try await after($0, kept) }
  }
}
