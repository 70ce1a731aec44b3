import KimAPI
import KimTestSupport
import Testing

@Suite("consent.withdraw")
struct ConsentWithdrawTests {
  /// A client with an address, an open case and an appointment of which a reminder is planned.
  private static func prepare(
    _ office: Office
  ) async throws -> (client: ID<Client>, case: ID<Case>) {
    let client = try await office.registerClient(email: "ada@example.org")
    let opened = try await office.openCase(client)
    try await office.call(
      AppointmentBook.self,
      .init(
        site: valid("rathaus-nord"),
        serviceType: valid("erstgespraech"),
        start: valid("2026-11-26T09:00"),
        case: .id(opened.id)
      )
    )
    return (client, opened.id)
  }

  private static func scheduled(_ office: Office) async throws -> Int {
    try await office.call(ReminderList.self, .init(state: .scheduled)).items.count
  }

  @Test("Work and messages stop in the same moment")
  func withdraws() async throws {
    try await Office.open { office in
      let (client, opened) = try await Self.prepare(office)
      let consent = try await office.giveConsent(client, to: [.caseWork, .contactByChannel])
      #expect(try await Self.scheduled(office) == 1)
      office.world.advance(seconds: 60)

      let before = try await office.ask(ConsentWithdraw.self, .init(id: consent.id, ifRev: 1))
      let expected = ConsentWithdraw.Output(
        id: consent.id,
        rev: 2,
        state: .withdrawn,
        casesClosed: 1,
        remindersCancelled: 1
      )
      #expect(before.output == expected)
      let shown = try await office.call(CaseShow.self, .init(id: opened))
      #expect(shown.state == .closed)
      #expect(shown.closureReason == .consentWithdrawn)
      #expect(shown.closedAt == office.world.now)
      #expect(try await Self.scheduled(office) == 0)
      let listed = try await office.call(ConsentList.self, .init(client: .id(client))).items
      #expect(listed.first?.withdrawnAt == office.world.now)
    }
  }

  @Test("What another consent allows goes on")
  func otherConsent() async throws {
    try await Office.open { office in
      let (client, opened) = try await Self.prepare(office)
      let first = try await office.giveConsent(client, to: [.caseWork, .contactByChannel])
      _ = try await office.giveConsent(client, to: [.caseWork])
      let output = try await office.call(ConsentWithdraw.self, .init(id: first.id))
      #expect(output.casesClosed == 0)
      #expect(output.remindersCancelled == 1)
      #expect(try await office.call(CaseShow.self, .init(id: opened)).state == .intake)
    }
  }

  @Test("A consent to research touches neither case nor reminders")
  func research() async throws {
    try await Office.open { office in
      let (client, _) = try await Self.prepare(office)
      _ = try await office.giveConsent(client, to: [.contactByChannel])
      let consent = try await office.giveConsent(client, to: [.evaluationResearch])
      let output = try await office.call(ConsentWithdraw.self, .init(id: consent.id))
      #expect(output.casesClosed == 0 && output.remindersCancelled == 0)
      #expect(try await Self.scheduled(office) == 1)
    }
  }

  @Test("A second time is refused by state, with the same key it is the same answer")
  func twice() async throws {
    try await Office.open { office in
      let consent = try await office.giveConsent(office.registerClient())
      let params = ConsentWithdraw.Params(id: consent.id, ifRev: 1)
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let first = try await office.ask(ConsentWithdraw.self, params, meta: meta)
      let second = try await office.ask(ConsentWithdraw.self, params, meta: meta)
      #expect(first.output == second.output)
      #expect(second.meta?.replayed == true)
      let fault = try await fault {
        try await office.call(ConsentWithdraw.self, .init(id: consent.id))
      }
      #expect(fault == .invalidState("withdrawn", allowed: []))
    }
  }

  @Test("Who comes too late is told; without a revision it is never too late")
  func stale() async throws {
    try await Office.open { office in
      let consent = try await office.giveConsent(office.registerClient())
      try await office.call(ConsentWithdraw.self, .init(id: consent.id), as: .colleague)
      let fault = try await fault {
        try await office.call(ConsentWithdraw.self, .init(id: consent.id, ifRev: 1))
      }
      #expect(fault?.kind == .staleRevision)
      #expect(fault?["current"] == 2)
      #expect(fault?["base"] == 1)
      #expect(fault?.texts("changedFields") == ["state", "withdrawnAt"])
      #expect(fault?["by"] == "colleague")
      #expect(fault?["at"]?.text == office.world.now.text)
    }
  }

  @Test("Out of scope is unknown, byte for byte; a wrong role is refused")
  func outOfScope() async throws {
    try await Office.open { office in
      let consent = try await office.giveConsent(office.registerClient())
      try await office.expectAlike("consent.withdraw", hidden: consent.id.text, as: .faraway)
      let fault = try await fault {
        try await office.call(ConsentWithdraw.self, .init(id: consent.id), as: .coordinator)
      }
      #expect(fault?.kind == .forbidden)
    }
  }
}
