import KimAPI
import KimTestSupport
import Testing

@Suite("case.history")
struct CaseHistoryTests {
  @Test("What happened is told newest first: who, how, which fields, never what")
  func tells() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal("zzcanary")))
      _ = try await office.call(CaseShow.self, .init(id: opened.id))
      try await office.call(CaseClose.self, .init(id: .id(opened.id), ifRev: 2, reason: .movedAway))
      let events = try await office.call(CaseHistory.self, .init(id: .id(opened.id))).items
      #expect(events.map(\.method) == ["case.close", "case.note", "case.open"])
      #expect(events.map(\.fields) == [["closedAt", "closureReason", "state"], ["notes"], []])
      let manager = try office.id(of: .manager)
      #expect(events.allSatisfy { $0.staff?.id == manager })
      let reply = try await office.reply("case.history", ["number": .string(opened.number.text)])
      #expect(reply.contains("case.note") && !reply.contains("zzcanary"))
    }
  }

  @Test("Page by page it is the same history")
  func pages() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      for text in ["1", "2", "3", "4"] {
        try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal(text)))
      }
      let all = try await office.call(CaseHistory.self, .init(id: .id(opened.id))).items
      let parts = try await KimCoreTests.pages { cursor in
        try await office.call(
          CaseHistory.self,
          .init(id: .id(opened.id), limit: PageLimit(2), cursor: cursor)
        )
      }
      #expect(parts.map(\.count) == [2, 2, 1])
      #expect(parts.flatMap(\.self) == all)
    }
  }

  @Test("A cursor of another case's history or of nobody's is refused")
  func cursors() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      for text in ["1", "2"] {
        try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal(text)))
      }
      let other = try await office.openCase()
      let next = try await office.call(
        CaseHistory.self,
        .init(id: .id(opened.id), limit: PageLimit(2))
      ).next
      #expect(next != nil)
      for params in [
        CaseHistory.Params(id: .id(other.id), cursor: next),
        .init(id: .id(opened.id), cursor: try valid("garbage")),
      ] {
        let fault = try await fault { try await office.call(CaseHistory.self, params) }
        #expect(fault?.kind == .cursorMismatch)
      }
    }
  }

  @Test("Which case must be said")
  func refuses() async throws {
    try await Office.open { office in
      let none = try await fault { try await office.call(CaseHistory.self, .init()) }
      #expect(none?.kind == .invalidValue)
    }
  }
}
