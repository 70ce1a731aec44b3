import KimAPI
import KimTestSupport
import Testing

@Suite("case.list")
struct CaseListTests {
  @Test("The newest first, page by page; an empty office has an empty list")
  func pages() async throws {
    try await Office.open { office in
      #expect(try await office.call(CaseList.self, .init()).items.isEmpty)
      var opened: [ID<Case>] = []
      for _ in 0..<5 { opened.append(try await office.openCase().id) }
      let parts = try await KimCoreTests.pages { cursor in
        try await office.call(CaseList.self, .init(limit: PageLimit(2), cursor: cursor))
      }
      #expect(parts.map(\.count) == [2, 2, 1])
      #expect(parts.flatMap(\.self).map(\.id) == opened.reversed())
    }
  }

  @Test("What comes in between the pages moves no page")
  func stable() async throws {
    try await Office.open { office in
      var opened: [ID<Case>] = []
      for _ in 0..<4 { opened.append(try await office.openCase().id) }
      let first = try await office.call(CaseList.self, .init(limit: PageLimit(2)))
      _ = try await office.openCase()
      let second = try await office.call(
        CaseList.self,
        .init(limit: PageLimit(2), cursor: first.next)
      )
      #expect((first.items + second.items).map(\.id) == opened.reversed())
      #expect(second.next == nil)
    }
  }

  @Test("State, municipality and case manager filter, each and together")
  func filters() async throws {
    try await Office.open { office in
      let mine = try await office.openCase()
      let theirs = try await office.openCase(as: .colleague)
      try await office.call(CaseClose.self, .init(id: .id(mine.id), ifRev: 1, reason: .movedAway))
      func ids(_ params: CaseList.Params) async throws -> [ID<Case>] {
        try await office.call(CaseList.self, params).items.map(\.id)
      }
      #expect(try await ids(.init(state: .closed)) == [mine.id])
      #expect(try await ids(.init(caseManager: .id(office.id(of: .colleague)))) == [theirs.id])
      #expect(try await ids(.init(municipality: valid("nord"))) == [theirs.id, mine.id])
      #expect(try await ids(.init(municipality: valid("sued"))).isEmpty)
      #expect(
        try await ids(.init(state: .closed, caseManager: .id(office.id(of: .colleague)))).isEmpty
      )
    }
  }

  @Test("Scope is part of the list: colleagues and coordinators see it, far away there is nothing")
  func scope() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let opened = try await office.openCase(client)
      for person in [Person.colleague, .coordinator, .lead] {
        let reply = try await office.reply("case.list", [:], as: person)
        #expect(reply.contains(opened.id.text))
        #expect(!reply.contains(client.text), "a summary names no client")
      }
      let far = try await office.call(CaseList.self, .init(), as: .faraway)
      #expect(far.items.isEmpty && far.next == nil)
    }
  }

  @Test("A cursor of another filter, of another caller's scope or of nobody's is refused")
  func cursors() async throws {
    try await Office.open { office in
      for _ in 0..<3 { _ = try await office.openCase() }
      let next = try await office.call(CaseList.self, .init(limit: PageLimit(2))).next
      #expect(next != nil)
      for (params, person) in [
        (CaseList.Params(state: .intake, cursor: next), Person.manager),
        (.init(cursor: next), .faraway),
        (.init(cursor: try valid("garbage")), .manager),
        (.init(cursor: try valid("!")), .manager),
      ] {
        let fault = try await fault { try await office.call(CaseList.self, params, as: person) }
        #expect(fault?.kind == .cursorMismatch)
      }
    }
  }

  @Test("What is no state or limit is named")
  func wrongInput() async throws {
    try await Office.open { office in
      let reply = try await office.reply("case.list", ["state": "open", "limit": 0, "sort": "x"])
      for path in ["state", "limit", "sort"] { #expect(reply.contains("\"path\":\"\(path)\"")) }
    }
  }
}
