import FoundationEssentials
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("daemon.backup", .timeLimit(.minutes(2)))
struct DaemonBackupTests {
  private func backup(
    _ office: Office,
    to path: String,
    as person: Person = .daemon
  ) async throws -> BackupReport {
    try await office.call(
      DaemonBackup.self,
      .init(to: #require(DirectoryPath(path))),
      as: person
    )
  }

  @Test func makesAWholeCopyThatWasReadToTheLastField() async throws {
    try await Office.open { office in
      let client = try await office.client()
      try await office.book("2026-11-24T09:00", client: client)
      let path = office.directory + "/copy"
      let report = try await backup(office, to: path)
      #expect(report.ok && report.problem == nil && report.path.text == path)
      // Family name and e-mail address were opened.
      #expect(report.sealedFields == 2 && report.sealedErased == 0 && report.auditEntries > 0)
      #expect(try await office.call(DaemonStatus.self, as: .daemon).lastBackupAt == World.start)
      let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(files == ["keys.db", "kim.db"])
      #expect(!FileManager.default.fileExists(atPath: path + ".part"))
      #expect(!FileManager.default.fileExists(atPath: office.directory + "/restore-check"))
    }
  }

  @Test func workGoesOnMeanwhile() async throws {
    try await Office.open { office in
      async let report = backup(office, to: office.directory + "/copy")
      for minute in ["00", "15", "30"] { try await office.book("2026-11-24T09:\(minute)") }
      #expect(try await report.ok)
    }
  }

  @Test func takesNoPathThatIsTakenOrHasNoParent() async throws {
    try await Office.open { office in
      let taken = try await fault { try await backup(office, to: office.directory) }
      #expect(taken?.kind == .alreadyExists)
      let lost = try await fault { try await backup(office, to: office.directory + "/a/b") }
      #expect(lost?.kind == .invalidValue)
      #expect(!FileManager.default.fileExists(atPath: office.directory + ".part"))
    }
  }

  @Test func onlyTheOperatorMayTakeEverythingAway() async throws {
    try await Office.open { office in
      for person in [Person.lead, .manager, .officer, .automat, .stranger] {
        let refused = try await fault {
          try await backup(office, to: office.directory + "/copy", as: person)
        }
        #expect(refused?.kind == .forbidden, "\(person.login)")
      }
      #expect(!FileManager.default.fileExists(atPath: office.directory + "/copy"))
    }
  }
}
