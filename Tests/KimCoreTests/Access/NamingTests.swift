import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Whoever may not read a client may name one who lives where they work, and learns nothing by it.
@Suite("Naming without reading", .timeLimit(.minutes(5)))
struct NamingTests {
  /// A client of the north with a colleague's case.
  private static func stranger(
    _ office: Office
  ) async throws -> (id: ID<Client>, number: Number<Client>, opened: ID<Case>) {
    let client = try await office.registerClient("Zzcanary", email: "zzcanary@example.org")
    let opened = try await office.openCase(client)
    let number = try await office.call(ClientShow.self, .init(id: client)).number
    return (client, number, opened.id)
  }

  @Test func `the front desk books and issues a ticket, and hears that it was booked and no more`()
    async throws
  {
    try await Office.open { office in
      let (client, number, opened) = try await Self.stranger(office)
      let session = try await office.session(as: .frontDesk)
      for (method, params) in [
        (
          "appointment.book",
          [
            .init("site", "rathaus-nord"), .init("serviceType", "auskunft"),
            .init("start", "2026-11-24T10:00"),
          ]
        ),
        (
          "ticket.issue",
          [.init("session", .string(session.text)), .init("serviceType", "auskunft")]
        ),
      ] as [(String, [JSON.Member])] {
        func ask(_ client: String) async throws -> String {
          try await office.reply(
            method,
            .object(params + [.init("client", .string(client))]),
            as: .frontDesk
          )
        }
        let reply = try await ask(client.text)
        #expect(reply.contains("\"result\""), "\(reply)")
        for secret in [client.text, number.text, opened.text, "anary"] {
          #expect(!reply.contains(secret), "\(method): \(reply)")
        }
        // Who lives elsewhere is as unknown as nobody.
        let far = try await office.registerClient(in: "sued", as: .faraway)
        #expect(try await ask(far.text) == ask(ID<Client>.sample.text))
      }
      // What was booked does not tell the front desk whose it is, and the case manager knows.
      for (person, isTold) in [(Person.frontDesk, false), (.colleague, false), (.manager, true)] {
        for (method, params) in [
          ("appointment.list", [:]), ("ticket.list", ["session": .string(session.text)]),
        ] as [(String, JSON)] {
          let reply = try await office.reply(method, params, as: person)
          #expect(reply.contains(client.text) == isTold, "\(method) as \(person.login)")
        }
      }
    }
  }

  @Test func `a case is opened by the number of a client who is only known to be there`()
    async throws
  {
    try await Office.open { office in
      let (client, number, opened) = try await Self.stranger(office)
      try await office.call(CaseClose.self, .init(id: .id(opened), ifRev: 1, reason: .movedAway))
      let free: Number<Client> = try #require(Number(year: 2026, serial: 99))
      for (key, value, nobody) in [
        ("number", number.text, free.text), ("id", number.text, free.text),
        ("id", client.text, ID<Client>.sample.text),
      ] {
        try await office.expectAlike(
          "client.show",
          hidden: value,
          key: key,
          unknown: nobody,
          as: .colleague
        )
      }
      let params = CaseOpen.Params(
        client: .name(number),
        municipality: try valid("nord"),
        intakeSource: .volunteer
      )
      let again = try await office.call(CaseOpen.self, params, as: .colleague)
      #expect(again.state == .intake)
    }
  }

  @Test func `a number stands wherever an id may, in either case of letters`() async throws {
    try await Office.open { office in
      let (client, number, opened) = try await Self.stranger(office)
      let shown = try await office.call(CaseShow.self, .init(id: opened))
      let lower = number.text.lowercased()
      for params in [["id": .string(lower)], ["number": .string(lower)]] as [JSON] {
        let reply = try await office.reply("client.show", params)
        #expect(reply.contains(client.text))
      }
      try await office.call(CaseNote.self, .init(id: .name(shown.number), text: personal("x")))
      try await office.call(
        ClientUpdate.self,
        .init(id: .name(number), ifRev: 1, targetGroup: .set(.refugee))
      )
      try await office.call(
        CaseClose.self,
        .init(id: .name(shown.number), ifRev: 2, reason: .movedAway)
      )
      let wrong = try await office.reply("client.show", ["id": "K-2026-0001-0"])
      #expect(wrong.contains("check_digit"))
    }
  }
}
