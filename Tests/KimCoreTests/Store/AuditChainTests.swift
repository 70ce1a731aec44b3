import FoundationEssentials
import GRDB
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("The audit chain against somebody with the file")
struct AuditChainTests {
  private static let removeTriggers = "DROP TRIGGER auditStays; DROP TRIGGER auditRemains;"

  /// What `audit.verify` says after the file was worked on.
  private static func verdict(_ directory: StateDirectory) async throws -> AuditVerify.Output {
    try await directory.office { try await $0.call(AuditVerify.self, as: .daemon) }
  }

  @Test(
    "What is edited, moved or taken out is found where it happened",
    arguments: [
      ("UPDATE audit SET uid=1 WHERE seq=4", 4),
      ("UPDATE audit SET at=at+1 WHERE seq=1", 1),
      ("UPDATE audit SET outcome='forbidden' WHERE seq=9", 9),
      ("UPDATE audit SET subject=NULL WHERE seq=5", 5),
      ("UPDATE audit SET fields='name' WHERE seq=3", 3),
      ("DELETE FROM audit WHERE seq=4", 4),
      ("DELETE FROM audit WHERE seq=9", 9),
      (
        """
        UPDATE audit SET seq=1000 WHERE seq=4; UPDATE audit SET seq=4 WHERE seq=5;
        UPDATE audit SET seq=5 WHERE seq=1000
        """, 4
      ),
      ("UPDATE counter SET hash=zeroblob(32) WHERE name='audit'", 9),
    ]
  )
  func tampered(sql: String, brokenAt: Int) async throws {
    try await StateDirectory.furnished { directory in
      let before = try await Self.verdict(directory)
      #expect(before.ok && before.entries == 9)
      try directory.raw { try $0.execute(sql: Self.removeTriggers + sql) }
      let after = try await Self.verdict(directory)
      #expect(!after.ok)
      #expect(after.brokenAt == brokenAt)
    }
  }

  @Test("A tail that was cut off with its head is told by the head that was kept elsewhere")
  func cutTail() async throws {
    try await StateDirectory.furnished { directory in
      let before = try await Self.verdict(directory)
      try directory.raw {
        try $0.execute(
          sql: Self.removeTriggers + """
            DELETE FROM audit WHERE seq=9;
            UPDATE counter SET value=8,hash=(SELECT hash FROM audit WHERE seq=8) WHERE name='audit'
            """
        )
      }
      let after = try await Self.verdict(directory)
      #expect(after.entries == before.entries - 1)
      #expect(after.head != before.head)
    }
  }

  @Test(
    "The store itself refuses to change or remove an entry",
    arguments: ["UPDATE audit SET uid=1 WHERE seq=4", "DELETE FROM audit WHERE seq=4"]
  )
  func triggers(sql: String) async throws {
    try await StateDirectory.furnished { directory in
      #expect(throws: DatabaseError.self) { try directory.raw { try $0.execute(sql: sql) } }
      let verdict = try await Self.verdict(directory)
      #expect(verdict.ok)
    }
  }

  @Test("A reason can be erased and the chain still holds; one that was put in its place is found")
  func reason() async throws {
    try await StateDirectory.furnished { directory in
      try await directory.office { office in
        _ = try await office.call(
          ClientRegister.self,
          .init(municipality: valid("nord")),
          meta: .init(reason: valid("Grund"))
        )
      }
      try directory.raw { try $0.execute(sql: "UPDATE audit SET reason=zeroblob(40) WHERE seq=10") }
      let replaced = try await Self.verdict(directory)
      #expect(!replaced.ok && replaced.brokenAt == 10)
      try directory.raw { try $0.execute(sql: "UPDATE audit SET reason=NULL WHERE seq=10") }
      #expect(try await Self.verdict(directory).ok)
    }
  }
}
