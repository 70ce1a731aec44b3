import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("daemon.status", .timeLimit(.minutes(5)))
struct DaemonStatusTests {
  @Test func tellsWhatThereIsAndWhatIsDue() async throws {
    try await Office.open { office in
      let empty = try await office.call(DaemonStatus.self, as: .daemon)
      #expect(empty.state == .ready && empty.clients == 0)
      #expect(empty.masterKey == .file && empty.warnings == [.masterKeyInFile])
      #expect(empty.startedAt == World.start && empty.lastBackupAt == nil)
      #expect(empty.storeBytes > 0 && empty.freeBytes > 0 && empty.problem == nil)
      let client = try await office.client()
      _ = try await office.openCase(client)
      try await office.book("2026-11-23T11:00", client: client)
      try await office.book("2026-11-23T10:00", client: office.client())
      try await office.book("2026-11-25T11:00", client: client)
      office.world.advance(seconds: 60)
      let status = try await office.call(DaemonStatus.self, as: .daemon)
      #expect(status.clients == 2)
      #expect(status.remindersDue == 2 && status.remindersDead == 0)
      #expect(status.now == office.world.now && status.startedAt == World.start)
      #expect(status.seq > empty.seq && status.auditEntries > empty.auditEntries)
      try await office.spoilAddresses()
      _ = try await office.lease()
      let after = try await office.call(DaemonStatus.self, as: .automat)
      #expect(after.remindersDue == 0 && after.remindersDead == 2)
    }
  }
}
