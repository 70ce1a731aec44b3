import FoundationEssentials
import GRDB
import Glibc
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("Backup and restore")
struct BackupTests {
  /// An office with a client, backed up into another directory.
  private static func backedUp(
    _ body: (StateDirectory, StateDirectory, ID<Client>) async throws -> Void
  ) async throws {
    try await StateDirectory.with { outside in
      try await StateDirectory.furnished { directory in
        let client = try await directory.office { office in
          let client = try await office.registerClient("Probe")
          let opened = try await office.openCase(client)
          try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal("x")))
          let verdict = try await office.call(AuditVerify.self, as: .daemon)
          let report = try await office.call(
            DaemonBackup.self,
            .init(to: valid(outside.file("backup"))),
            as: .daemon
          )
          #expect(report.ok && report.problem == nil)
          #expect(report.sealedFields == 2 && report.sealedErased == 0)
          #expect(report.head == verdict.head && report.auditEntries == verdict.entries)
          return client
        }
        try await body(directory, StateDirectory(path: outside.file("backup")), client)
      }
    }
  }

  @Test("A backup of several people opens each under their own key")
  func several() async throws {
    try await StateDirectory.with { outside in
      try await Office.open { office in
        for name in ["Eins", "Zwei", "Drei"] {
          let opened = try await office.openCase(office.registerClient(name))
          try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal(name)))
        }
        let booked = try await office.book("2026-11-24T10:00")
        try await office.call(
          AppointmentCancel.self,
          .init(id: .id(booked.id), ifRev: 1, by: .office, reason: personal("niemandes"))
        )
        let report = try await office.call(
          DaemonBackup.self,
          .init(to: valid(outside.file("backup"))),
          as: .daemon
        )
        #expect(report.ok && report.sealedFields == 7)
      }
    }
  }

  private static func verify(
    _ backup: StateDirectory,
    with directory: StateDirectory
  ) async throws -> BackupReport {
    try await directory.office { office in
      try await office.call(DaemonVerifyBackup.self, .init(path: valid(backup.path)), as: .daemon)
    }
  }

  /// Why a restore is refused, nil where it was done.
  private static func restore(_ backup: StateDirectory, to target: StateDirectory) throws -> String?
  {
    do {
      _ = try Restore.run(
        from: backup.path,
        to: target.path,
        credential: nil,
        environment: target.world.environment
      )
      return nil
    } catch let problem as StoreProblem {
      return problem.sentence
    }
  }

  @Test("A backup is a directory of store and keys without the master key, and verifies again")
  func backs() async throws {
    try await Self.backedUp { directory, backup, _ in
      #expect(try backup.names() == ["keys.db", "kim.db"])
      let report = try await Self.verify(backup, with: directory)
      #expect(report.ok && report.sealedFields == 2)
      #expect(!directory.isThere("restore-check"))
      #expect(try backup.names() == ["keys.db", "kim.db"])
    }
  }

  @Test("Restored into an empty directory it is the same office")
  func restores() async throws {
    try await Self.backedUp { directory, backup, client in
      try await StateDirectory.with { target in
        #expect(try Self.restore(backup, to: target)?.contains("without its master key") == true)
        try target.write(directory.bytes("master.key"), "master.key")
        #expect(try Self.restore(backup, to: target) == nil)
        try await target.office { office in
          let shown = try await office.call(ClientShow.self, .init(id: client))
          #expect(shown.familyName?.value.text == "Probe")
          #expect(try await office.call(AuditVerify.self, as: .officer).ok)
          let next = try await office.call(ClientRegister.self, .init(municipality: valid("nord")))
          #expect(next.number.serial == 2)
        }
      }
    }
  }

  @Test("A restore goes over no store, and from no half of a backup")
  func restoreRefuses() async throws {
    try await Self.backedUp { directory, backup, _ in
      let before = try directory.bytes("kim.db")
      #expect(try Self.restore(backup, to: directory)?.contains("never overwrites a store") == true)
      #expect(try directory.bytes("kim.db") == before)
      try await StateDirectory.with { target in
        unlink(backup.file("keys.db"))
        let withoutKeys = try Self.restore(backup, to: target)
        #expect(withoutKeys?.contains("holds no keys.db") == true)
        unlink(backup.file("kim.db"))
        let withoutStore = try Self.restore(backup, to: target)
        #expect(withoutStore?.contains("holds no kim.db") == true)
      }
    }
  }

  @Test("A backup goes over nothing, and only where there is a place for it")
  func refuses() async throws {
    try await Self.backedUp { directory, backup, _ in
      try await directory.office { office in
        func kind(_ path: String, as person: Person = .daemon) async throws -> Fault.Kind? {
          try await fault {
            try await office.call(DaemonBackup.self, .init(to: valid(path)), as: person)
          }?.kind
        }
        #expect(try await kind(backup.path) == .alreadyExists)
        #expect(try await kind(backup.path + "/no/parent") == .invalidValue)
        #expect(try await kind(backup.path + "-2", as: .officer) == .forbidden)
        let missing = try await fault {
          try await office.call(
            DaemonVerifyBackup.self,
            .init(path: valid(backup.path + "-none")),
            as: .daemon
          )
        }
        #expect(missing == .notFound("backup"))
      }
      #expect(try backup.names() == ["keys.db", "kim.db"])
    }
  }

  @Test(
    "A damaged backup is told as such",
    arguments: [
      ("kim.db", "UPDATE client SET familyName=zeroblob(40)"),
      ("kim.db", "UPDATE caseNote SET text=zeroblob(40)"),
      ("kim.db", "DROP TRIGGER auditStays; UPDATE audit SET uid=1 WHERE seq=4"),
      ("kim.db", "UPDATE counter SET hash=zeroblob(32) WHERE name='audit'"),
      ("kim.db", "UPDATE store SET name='another'"),
      ("kim.db", "PRAGMA foreign_keys=OFF; DELETE FROM client"),
      ("keys.db", "UPDATE clientKey SET wrapped=zeroblob(60) WHERE number=0"),
    ]
  )
  func damaged(file: String, sql: String) async throws {
    try await Self.backedUp { directory, backup, _ in
      try backup.rawUnchecked(file, sql)
      let report = try await Self.verify(backup, with: directory)
      #expect(!report.ok)
      #expect(report.problem?.isEmpty == false)
    }
  }

  @Test("A backup that was cut short is told as such", arguments: ["kim.db", "keys.db"])
  func truncated(name: String) async throws {
    try await Self.backedUp { directory, backup, _ in
      let whole = try backup.bytes(name)
      try backup.write(whole.prefix(whole.count / 2), name)
      let report = try await Self.verify(backup, with: directory)
      #expect(!report.ok)
    }
  }

  @Test("Of an erased person the fields are counted as such, the backup is whole")
  func erased() async throws {
    try await Self.backedUp { directory, backup, _ in
      try backup.rawUnchecked("keys.db", "DELETE FROM clientKey WHERE number=1")
      let report = try await Self.verify(backup, with: directory)
      #expect(report.ok)
      #expect(report.sealedFields == 0 && report.sealedErased == 2)
    }
  }
}

extension StateDirectory {
  /// Works on a file without a transaction and without foreign keys.
  fileprivate func rawUnchecked(_ name: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: file(name))
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }
}
