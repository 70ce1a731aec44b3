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

  @Test("No column of an entry can be edited unnoticed, the number of equal refusals neither")
  func everyColumn() async throws {
    try await Office.open { office in
      // Given an entry that tells of three refusals,
      for _ in 0..<4 {
        _ = try await fault { try await office.call(CaseList.self, .init(), as: .frontDesk) }
      }
      office.world.advance(seconds: 60)
      _ = try await office.registerClient()
      let seq = try await office.number("SELECT seq FROM audit WHERE count=3")
      try await office.execute("DROP TRIGGER auditStays")
      // when any of its columns is edited, whatever stood there, then that is where the chain breaks.
      for edit in try await Self.edits(of: seq, in: office) {
        try await office.execute(edit.there)
        let verdict = try await office.call(AuditVerify.self, as: .officer)
        #expect(!verdict.ok && verdict.brokenAt == seq, "\(edit.there)")
        try await office.execute(edit.back)
        #expect(try await office.call(AuditVerify.self, as: .officer).ok, "\(edit.back)")
      }
    }
  }

  /// Statements that edit each column of an entry but its place and its reason, which may be erased, with those that take
  /// it back.
  private static func edits(
    of seq: Int,
    in office: Office
  ) async throws -> [(there: String, back: String)] {
    try await #require(office.desk.writer).read { context in
      var columns: [(name: String, type: String)] = []
      try context.engine.rows("/* a test */ SELECT name,type FROM pragma_table_info('audit')", []) {
        row in
        columns.append(("\"\(try row.required(0) as String)\"", try row.required(1)))
        return true
      }
      var edits: [(there: String, back: String)] = []
      for (name, type) in columns where name != "\"seq\"" && name != "\"reason\"" {
        let sql = "/* a test */ SELECT quote(\(name)) FROM audit WHERE seq=\(seq)"
        let old = try context.value(String.self, sql) ?? ""
        for value in Self.others(than: old, name, type) {
          let update = "UPDATE audit SET \(name)="
          edits.append(
            ("\(update)\(value) WHERE seq=\(seq)", "\(update)\(old) WHERE seq=\(seq)")
          )
        }
      }
      return edits
    }
  }

  private static func others(than old: String, _ column: String, _ type: String) -> [String] {
    switch (type, old) {
    case ("INTEGER", "NULL"): ["0"]
    case ("INTEGER", _): ["\(column)+1"]
    case ("BLOB", "NULL"): ["x''", "zeroblob(16)", "zeroblob(32)"]
    case ("BLOB", _): ["zeroblob(length(\(column)))"]
    case (_, "NULL"): ["''", "'x'"]
    default: ["\(column)||'x'", "\(column)||char(10)"]
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
