import KimAPI
import KimTestSupport
import Testing

@Suite("client.show")
struct ClientShowTests {
  @Test("A client is shown by id and by number as they were registered")
  func shows() async throws {
    try await Office.open { office in
      let made = try await office.call(
        ClientRegister.self,
        .init(
          municipality: valid("nord"),
          givenName: personal("Ada"),
          familyName: personal("Probe"),
          birthDate: personal("1990-05-17"),
          languages: [valid("ar"), valid("de")],
          email: personal("ada@example.org"),
          phone: personal("+49 5251 000"),
          targetGroup: .newlyArrived
        )
      )
      let byID = try await office.call(ClientShow.self, .init(id: made.id))
      let byNumber = try await office.call(ClientShow.self, .init(number: made.number))
      #expect(byID == byNumber)
      #expect(byID.givenName?.value.text == "Ada")
      #expect(byID.familyName?.value.text == "Probe")
      #expect(byID.birthDate?.value.text == "1990-05-17")
      #expect(byID.languages.map(\.text) == ["ar", "de"])
      #expect(byID.email?.value.text == "ada@example.org")
      #expect(byID.phone?.value.text == "+49 5251 000")
      #expect(byID.targetGroup == .newlyArrived)
      #expect(byID.createdAt == office.world.now)
    }
  }

  @Test("Of an anonymous client there is nothing personal")
  func anonymous() async throws {
    try await Office.open { office in
      let made = try await office.call(ClientRegister.self, .init(municipality: valid("nord")))
      let shown = try await office.call(ClientShow.self, .init(id: made.id))
      #expect(shown.givenName == nil && shown.familyName == nil && shown.birthDate == nil)
      #expect(shown.email == nil && shown.phone == nil && shown.languages.isEmpty)
    }
  }

  @Test("While a client's case is somebody's, colleagues do not know the client, nor afterwards")
  func ofACase() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      _ = try await office.call(ClientShow.self, .init(id: client), as: .colleague)
      let opened = try await office.openCase(client)
      try await office.expectAlike("client.show", hidden: client.text, as: .colleague)
      _ = try await office.call(ClientShow.self, .init(id: client), as: .manager)
      try await office.call(
        CaseClose.self,
        .init(id: .id(opened.id), ifRev: 1, reason: .oneOffInformation)
      )
      try await office.expectAlike("client.show", hidden: client.text, as: .colleague)
      _ = try await office.call(ClientShow.self, .init(id: client), as: .manager)
    }
  }

  @Test("Neither and both of id and number are refused")
  func wrongInput() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let number: Number<Client> = try #require(Number(year: 2026, serial: 1))
      for params in [ClientShow.Params(), .init(id: .id(client), number: number)] {
        let fault = try await fault { try await office.call(ClientShow.self, params) }
        #expect(fault?.kind == .invalidValue)
      }
      let reply = try await office.reply("client.show", ["number": "K-2026-0001-0"])
      #expect(reply.contains("invalid_params"), "the check digit is another")
    }
  }
}
