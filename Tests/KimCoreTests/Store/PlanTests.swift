import GRDB
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// That every statement of every test is answered from an index is held by the debug build itself (``StatementWatch``);
/// here is shown that it would notice.
@Suite("Plans", .timeLimit(.minutes(5)))
struct PlanTests {
  private static func flaws(_ sql: String) async throws -> [String] {
    try await StateDirectory.with { directory in
      try directory.openStore()
      return try directory.raw { try Plan(of: sql, on: $0.sqliteConnection).flaws }
    }
  }

  @Test(
    "What grows with the store is noticed",
    arguments: [
      ("SELECT * FROM client WHERE createdAt<? LIMIT 10", "walks"),
      ("SELECT count(*) FROM appointment", "walks"),
      ("UPDATE ticket SET desk=? WHERE state='waiting'", "walks"),
      // A page of all rows of which few fit walks on and on, over an index as well.
      ("SELECT * FROM \"case\" WHERE intakeSource=? ORDER BY id DESC LIMIT ?", "walks"),
      ("SELECT * FROM audit WHERE seq<? AND method=? ORDER BY seq DESC LIMIT ?", "walks"),
      ("SELECT * FROM \"case\" WHERE id<? AND openedAt<? ORDER BY id DESC LIMIT ?", "walks"),
      ("SELECT id FROM \"case\" WHERE municipality=? ORDER BY openedAt LIMIT ?", "sorts"),
      ("SELECT municipality,count(*) FROM client GROUP BY municipality", "sorts"),
      (
        """
        SELECT id FROM "case" WHERE municipality=? AND state='intake' AND
          EXISTS(SELECT 1 FROM consent c WHERE c.client="case".client) LIMIT ?
        """,
        "asks again"
      ),
      (
        """
        SELECT 1 FROM client WHERE id=? AND
          EXISTS(SELECT 1 FROM appointment a WHERE a.site=? AND a.room=client.state)
        """,
        "asks again"
      ),
      ("SELECT a.id FROM ticket a JOIN ticket b ON b.language=a.desk WHERE a.session=?", "index"),
    ]
  )
  func noticed(sql: String, flaw: String) async throws {
    #expect(try await Self.flaws(sql).contains { $0.contains(flaw) })
  }

  @Test(
    "What an index answers in its order passes, and so does what stays small",
    arguments: [
      "SELECT * FROM client WHERE id=?",
      "SELECT * FROM \"case\" WHERE 1=1 ORDER BY id DESC LIMIT ?",
      "SELECT * FROM \"case\" WHERE (id) < (?) ORDER BY id DESC LIMIT ?",
      """
      SELECT "case".* FROM "case" WHERE municipality=? AND state=? UNION ALL
        SELECT "case".* FROM "case" WHERE caseManager=? AND state=? ORDER BY id DESC LIMIT ?
      """,
      "SELECT * FROM audit WHERE seq>? AND seq<=? ORDER BY seq LIMIT ?",
      "SELECT * FROM reminder WHERE state='scheduled' AND due<=? ORDER BY due,id LIMIT ?",
      "SELECT * FROM staff WHERE state=? ORDER BY login",
      "SELECT max(seq) FROM audit",
    ]
  )
  func passes(sql: String) async throws {
    #expect(try await Self.flaws(sql) == [])
  }

  @Test("The connection itself refuses such a statement, at its first sight and later")
  func refused() async throws {
    try await Office.openEmpty { office in
      let writer = try #require(office.desk.writer)
      for _ in 0..<2 {
        await #expect(throws: EngineError.self) {
          try await writer.read {
            try $0.value(Int.self, "SELECT count(*) FROM caseNote WHERE author IS NULL")
          }
        }
      }
    }
  }

  @Test("Every excuse is needed and has a reason")
  func excuses() async throws {
    try await Office.open { office in
      let filtered = AuditList.Params(uid: Int(Person.manager.uid))
      _ = try await office.call(AuditList.self, filtered, as: .officer)
      _ = try await office.call(ClientFind.self, .init(query: personal("Ada Probe")))
      #expect(StatementWatch.excused == Set(Plan.excuses.map(\.fragment)))
      #expect(Plan.excuses.allSatisfy { !$0.reason.isEmpty })
    }
  }
}
