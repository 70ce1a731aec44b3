import KimAPI
import KimTestSupport
import Testing

@Suite("consent.list")
struct ConsentListTests {
  @Test("The newest first, page by page")
  func pages() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      #expect(try await office.call(ConsentList.self, .init(client: .id(client))).items.isEmpty)
      var given: [ID<Consent>] = []
      for _ in 0..<5 { given.append(try await office.giveConsent(client).id) }
      let parts = try await KimCoreTests.pages { cursor in
        try await office.call(
          ConsentList.self,
          .init(client: .id(client), limit: PageLimit(2), cursor: cursor)
        )
      }
      #expect(parts.map(\.count) == [2, 2, 1])
      #expect(parts.flatMap(\.self).map(\.id) == given.reversed())
    }
  }

  @Test("A cursor of another client's list or of nobody's is refused")
  func cursors() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      for _ in 0..<3 { _ = try await office.giveConsent(client) }
      let other = try await office.registerClient()
      let next = try await office.call(
        ConsentList.self,
        .init(client: .id(client), limit: PageLimit(2))
      ).next
      #expect(next != nil)
      for params in [
        ConsentList.Params(client: .id(other), cursor: next),
        .init(client: .id(client), cursor: try valid("AAAA")),
      ] {
        let fault = try await fault { try await office.call(ConsentList.self, params) }
        #expect(fault?.kind == .cursorMismatch)
      }
    }
  }

  @Test("A client out of scope is unknown, byte for byte")
  func outOfScope() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      _ = try await office.giveConsent(client)
      try await office.expectAlike("consent.list", hidden: client.text, key: "client", as: .faraway)
      _ = try await office.openCase(client)
      try await office.expectAlike(
        "consent.list",
        hidden: client.text,
        key: "client",
        as: .colleague
      )
    }
  }

  @Test("Nobody but case managers sees consents", arguments: [Person.coordinator, .lead, .root])
  func roles(person: Person) async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let fault = try await fault {
        try await office.call(ConsentList.self, .init(client: .id(client)), as: person)
      }
      #expect(fault?.kind == .forbidden)
    }
  }
}
