import FoundationEssentials
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("daemon.verifyBackup", .timeLimit(.minutes(2)))
struct DaemonVerifyBackupTests {
  private func verify(_ office: Office, _ path: String) async throws -> BackupReport {
    try await office.call(
      DaemonVerifyBackup.self,
      .init(path: #require(DirectoryPath(path))),
      as: .daemon
    )
  }

  @Test func tellsTheSameAsTheBackupDid() async throws {
    try await Office.open { office in
      _ = try await office.client()
      let path = try #require(DirectoryPath(office.directory + "/copy"))
      let made = try await office.call(DaemonBackup.self, .init(to: path), as: .daemon)
      #expect(try await verify(office, path.text) == made)
    }
  }

  @Test func aFlippedBitInASealedFieldIsFound() async throws {
    try await Office.open { office in
      _ = try await office.client()
      let path = try #require(DirectoryPath(office.directory + "/copy"))
      try await office.call(DaemonBackup.self, .init(to: path), as: .daemon)
      // Given a copy of which one bit of a sealed value is another,
      let sealed = try await office.sealedEmail()
      let file = path.text + "/kim.db"
      var bytes = try Data(contentsOf: URL(filePath: file))
      let place = try #require(bytes.firstRange(of: sealed))
      bytes[place.upperBound - 1] ^= 1
      try bytes.write(to: URL(filePath: file))
      // then it is no backup, and no word of what was in it is told.
      let report = try await verify(office, path.text)
      #expect(!report.ok && report.problem != nil)
      #expect(report.problem?.contains("example.org") == false)
    }
  }

  @Test func nothingThereForeignStoresAndOtherRoles() async throws {
    try await Office.open { office in
      let missing = try await fault { try await verify(office, office.directory + "/none") }
      #expect(missing?.kind == .notFound)
      // Given the backup of another office, then it is not taken for one of this.
      try await Office.openEmpty(world: World(seed: 2)) { other in
        let path = try #require(DirectoryPath(other.directory + "/copy"))
        try await other.call(DaemonBackup.self, .init(to: path), as: .daemon)
        let report = try await verify(office, path.text)
        #expect(!report.ok && report.problem == "it is a backup of another store")
      }
      let refused = try await fault {
        try await office.call(DaemonVerifyBackup.self, .init(path: .sample), as: .lead)
      }
      #expect(refused?.kind == .forbidden)
    }
  }
}

extension Office {
  /// The sealed bytes of the one e-mail address that the store holds.
  fileprivate func sealedEmail() async throws -> Data {
    let writer = try #require(office.desk.writer)
    let email = try await writer.read { context in
      try context.fetchOne(ClientRecord.self, "SELECT * FROM client LIMIT 1")?.email?.box
    }
    return try #require(email)
  }
}
