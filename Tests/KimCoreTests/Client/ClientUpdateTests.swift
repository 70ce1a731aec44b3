import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("client.update")
struct ClientUpdateTests {
  @Test("What is said changes, null clears, the rest stays; the state follows")
  func updates() async throws {
    try await Office.open { office in
      let client = try await office.registerClient(email: "ada@example.org")
      let receipt = try await office.call(
        ClientUpdate.self,
        .init(
          id: .id(client),
          ifRev: 1,
          givenName: .set(personal("Ada")),
          birthDate: .set(personal("1990")),
          email: .clear,
          targetGroup: .set(.refugee)
        )
      )
      #expect(receipt == .init(id: client, rev: 2, state: .registered))
      let shown = try await office.call(ClientShow.self, .init(id: client))
      #expect(shown.givenName?.value.text == "Ada")
      #expect(shown.familyName?.value.text == "Probe")
      #expect(shown.email == nil)
      #expect(shown.targetGroup == .refugee)
    }
  }

  @Test("A new name is found, the old one no more")
  func index() async throws {
    try await Office.open { office in
      let client = try await office.registerClient("Altmann")
      try await office.call(
        ClientUpdate.self,
        .init(id: .id(client), ifRev: 1, familyName: .set(personal("Neukirch")))
      )
      let old = try await office.call(ClientFind.self, .init(query: personal("Altmann")))
      #expect(old.items.isEmpty)
      let new = try await office.call(ClientFind.self, .init(query: personal("Neukirch")))
      #expect(new.items.map(\.id) == [client])
    }
  }

  @Test("A client with an open case keeps a name; without one it may go")
  func keepsName() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let opened = try await office.openCase(client)
      let params = ClientUpdate.Params(id: .id(client), ifRev: 1, familyName: .clear)
      let fault = try await fault { try await office.call(ClientUpdate.self, params) }
      #expect(fault?["field"]?.text == "familyName")
      // Who never had a case may lose it; after a case the client is for reading.
      let free = try await office.registerClient()
      let receipt = try await office.call(
        ClientUpdate.self,
        .init(id: .id(free), ifRev: 1, familyName: .clear)
      )
      #expect(receipt.state == .anonymous)
      try await office.call(CaseClose.self, .init(id: .id(opened.id), ifRev: 1, reason: .noConsent))
      let late = try await KimTestSupport.fault {
        try await office.call(ClientUpdate.self, params)
      }
      #expect(late == .readOnly("client"))
    }
  }

  @Test("Who comes too late is told the fields, never what is in them")
  func stale() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      office.world.advance(seconds: 60)
      let at = office.world.now
      try await office.call(
        ClientUpdate.self,
        .init(id: .id(client), ifRev: 1, phone: .set(personal("+49 5251 000"))),
        as: .colleague
      )
      let fault = try await fault {
        try await office.call(ClientUpdate.self, .init(id: .id(client), ifRev: 1, email: .clear))
      }
      #expect(fault?.kind == .staleRevision)
      #expect(fault?["current"] == 2)
      #expect(fault?["base"] == 1)
      #expect(fault?.texts("changedFields") == ["phone"])
      #expect(fault?["by"] == "colleague")
      #expect(fault?["at"]?.text == at.text)
    }
  }

  @Test("The same key changes once")
  func replays() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let params = ClientUpdate.Params(
        id: .id(client),
        ifRev: 1,
        givenName: .set(try personal("Ada"))
      )
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let first = try await office.ask(ClientUpdate.self, params, meta: meta)
      let second = try await office.ask(ClientUpdate.self, params, meta: meta)
      #expect(first.output == second.output && second.output.rev == 2)
    }
  }

  @Test("Without the revision that was seen nothing is changed")
  func wrongInput() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let reply = try await office.reply(
        "client.update",
        ["id": .string(client.text), "email": .null]
      )
      #expect(reply.contains("invalid_params") && reply.contains("\"path\":\"ifRev\""))
      let future = try await fault {
        try await office.call(
          ClientUpdate.self,
          .init(id: .id(client), ifRev: 1, birthDate: .set(personal("2027")))
        )
      }
      #expect(future?["field"]?.text == "birthDate")
    }
  }
}
