import KimAPI
import KimTestSupport
import Testing

@Suite("case.close")
struct CaseCloseTests {
  @Test("A case is closed with time and reason")
  func closes() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      office.world.advance(seconds: 60)
      let receipt = try await office.call(
        CaseClose.self,
        .init(id: .id(opened.id), ifRev: 1, reason: .movedAway)
      )
      #expect(receipt == .init(id: opened.id, rev: 2, state: .closed))
      let shown = try await office.call(CaseShow.self, .init(id: opened.id))
      #expect(shown.closedAt == office.world.now)
      #expect(shown.closureReason == .movedAway)
    }
  }

  @Test("A second time is refused by state, with the same key it is the same answer")
  func twice() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      let params = CaseClose.Params(id: .id(opened.id), ifRev: 1, reason: .movedAway)
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let first = try await office.ask(CaseClose.self, params, meta: meta)
      let second = try await office.ask(CaseClose.self, params, meta: meta)
      #expect(first.output == second.output)
      let fault = try await fault {
        try await office.call(
          CaseClose.self,
          .init(id: .id(opened.id), ifRev: 2, reason: .movedAway)
        )
      }
      #expect(fault == .invalidState("closed", allowed: []))
    }
  }

  @Test(
    "Withdrawn consent closes through consent.withdraw alone; the refusal names what is allowed"
  )
  func reasons() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      let fault = try await fault {
        try await office.call(
          CaseClose.self,
          .init(id: .id(opened.id), ifRev: 1, reason: .consentWithdrawn)
        )
      }
      #expect(fault?.kind == .invalidValue)
      #expect(fault?["field"]?.text == "reason")
      let rule = try #require(fault?["rule"]?.text)
      for reason in ClosureReason.allCases {
        #expect(rule.contains(reason.rawValue) == (reason != .consentWithdrawn))
      }
    }
  }

  @Test("Who comes too late is told what changed, by whom and when")
  func stale() async throws {
    try await Office.open { office in
      let opened = try await office.openCase()
      office.world.advance(seconds: 60)
      let at = office.world.now
      try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal("first")))
      office.world.advance(seconds: 60)
      let fault = try await fault {
        try await office.call(
          CaseClose.self,
          .init(id: .id(opened.id), ifRev: 1, reason: .movedAway)
        )
      }
      #expect(fault?.kind == .staleRevision)
      #expect(fault?["current"] == 2)
      #expect(fault?["base"] == 1)
      #expect(fault?.texts("changedFields") == ["notes"])
      #expect(fault?["by"] == "manager")
      #expect(fault?["at"]?.text == at.text)
    }
  }

  @Test("What is missing and what is no reason are named at once")
  func wrongInput() async throws {
    try await Office.open { office in
      let reply = try await office.reply("case.close", ["reason": "tired"])
      for path in ["id", "ifRev", "reason"] { #expect(reply.contains("\"path\":\"\(path)\"")) }
    }
  }
}
