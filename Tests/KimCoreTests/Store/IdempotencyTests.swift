import FoundationEssentials
import GRDB
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("Idempotency keys")
struct IdempotencyTests {
  private static func register(
    _ office: Office,
    _ name: String = "Probe",
    as person: Person = .manager
  ) async throws -> String {
    try await office.reply(
      "client.register",
      ["municipality": "nord", "familyName": .string(name), "_meta": ["idempotencyKey": "k"]],
      as: person
    )
  }

  @Test("The same request gets the same bytes, said to be replayed")
  func sameBytes() async throws {
    try await Office.open { office in
      let first = try await Self.register(office)
      let second = try await Self.register(office)
      #expect(first.contains("\"replayed\":false"))
      #expect(second == first.replacing("\"replayed\":false", with: "\"replayed\":true"))
      let otherOrder = try await office.reply(
        "client.register",
        ["_meta": ["idempotencyKey": "k"], "familyName": "Probe", "municipality": "nord"]
      )
      #expect(otherOrder == second)
    }
  }

  @Test("Another request under the same key is refused: other params, another method")
  func mismatch() async throws {
    try await Office.open { office in
      _ = try await Self.register(office)
      #expect(try await Self.register(office, "Andere").contains("idempotency_mismatch"))
      let opened = try await office.reply(
        "case.close",
        [
          "id": .string(ID<Case>.sample.text), "ifRev": 1, "reason": "deceased",
          "_meta": ["idempotencyKey": "k"],
        ]
      )
      #expect(opened.contains("idempotency_mismatch"))
      #expect(
        try await office.call(ClientFind.self, .init(query: personal("Andere"))).items.isEmpty
      )
    }
  }

  @Test("Keys are each caller's own")
  func perCaller() async throws {
    try await Office.open { office in
      let mine = try await Self.register(office)
      let theirs = try await Self.register(office, "Andere", as: .colleague)
      #expect(mine.contains("K-2026-0001") && theirs.contains("K-2026-0002"))
    }
  }

  @Test("Pipelined with the same key a request takes effect once")
  func concurrently() async throws {
    try await Office.open { office in
      let replies = try await withThrowingTaskGroup { group in
        for _ in 0..<8 { group.addTask { try await Self.register(office) } }
        return try await group.reduce(into: [String]()) { $0.append($1) }
      }
      #expect(replies.count { $0.contains("\"replayed\":false") } == 1)
      #expect(replies.count { $0.contains("\"replayed\":true") } == 7)
      #expect(
        try await office.call(ClientFind.self, .init(query: personal("Probe"))).items.count == 1
      )
    }
  }

  @Test("What failed is not kept: corrected, the same key works")
  func afterFailure() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let params = CaseNote.Params(id: .sample, text: try personal("x"))
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let fault = try await fault { try await office.call(CaseNote.self, params, meta: meta) }
      #expect(fault?.kind == .notFound)
      let opened = try await office.openCase(client)
      let noted = try await office.ask(
        CaseNote.self,
        .init(id: .id(opened.id), text: personal("x")),
        meta: meta
      )
      #expect(noted.meta?.replayed == false)
    }
  }

  @Test("Kept across a restart, forgotten after seven days")
  func age() async throws {
    try await StateDirectory.furnished { directory in
      let first = try await directory.office { try await Self.register($0) }
      let second = try await directory.office { try await Self.register($0) }
      #expect(second == first.replacing("\"replayed\":false", with: "\"replayed\":true"))

      directory.world.advance(seconds: StoredAnswer.secondsKept + 60)
      try await directory.office { office in
        _ = try await office.registerClient("Andere")
      }
      let kept = try directory.raw { try Int.fetchOne($0, sql: "SELECT count(*) FROM idempotency") }
      #expect(kept == 0)
    }
  }
}
