import KimAPI
import KimTestSupport
import Testing

@Suite("consent.give")
struct ConsentGiveTests {
  @Test("A consent is in force from the moment it was given")
  func gives() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let given = try await office.giveConsent(client, to: [.caseWork, .evaluationResearch])
      #expect(given.rev == 1 && given.state == .given)
      let listed = try await office.call(ConsentList.self, .init(client: .id(client))).items
      #expect(listed.map(\.id) == [given.id])
      #expect(listed.first?.purposes == [.caseWork, .evaluationResearch])
      #expect(listed.first?.form == .signed)
      #expect(listed.first?.noticeVersion.text == "2026-01")
      #expect(listed.first?.givenAt == office.world.now)
      #expect(listed.first?.withdrawnAt == nil)
    }
  }

  @Test("The same key records once")
  func replays() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let params = ConsentGive.Params(
        client: .id(client),
        purposes: [.caseWork],
        form: .oralWitnessed,
        noticeVersion: try valid("2026-01"),
        language: try valid("prs")
      )
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let first = try await office.ask(ConsentGive.self, params, meta: meta)
      let second = try await office.ask(ConsentGive.self, params, meta: meta)
      #expect(first.output == second.output)
      #expect(try await office.call(ConsentList.self, .init(client: .id(client))).items.count == 1)
    }
  }

  @Test("At least one purpose, none twice")
  func wrongInput() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      for purposes in [[], [ConsentPurpose.caseWork, .caseWork]] {
        let fault = try await fault { try await office.giveConsent(client, to: purposes) }
        #expect(fault?.kind == .invalidValue)
        #expect(fault?["field"]?.text == "purposes")
      }
      let reply = try await office.reply(
        "consent.give",
        ["client": .string(client.text), "purposes": ["everything"]]
      )
      for path in ["purposes[0]", "form", "noticeVersion", "language"] {
        #expect(reply.contains("\"path\":\"\(path)\""))
      }
    }
  }

  @Test("A client out of scope is unknown, byte for byte")
  func outOfScope() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      try await office.expectAlike(
        "consent.give",
        hidden: client.text,
        key: "client",
        with: [
          .init("purposes", ["case_work"]), .init("form", "signed"),
          .init("noticeVersion", "2026-01"), .init("language", "de"),
        ],
        as: .faraway
      )
    }
  }

  @Test(
    "Nobody but case managers records consent",
    arguments: [Person.coordinator, .frontDesk, .daemon]
  )
  func roles(person: Person) async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let fault = try await fault { try await office.giveConsent(client, as: person) }
      #expect(fault?.kind == .forbidden)
    }
  }
}
