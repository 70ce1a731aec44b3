import KimAPI
import KimTestSupport
import Testing

@Suite("Operators")
struct OperatorTests {
  @Test("uid 0 and the daemon's own uid keep the machine going", arguments: [Person.root, .daemon])
  func may(person: Person) async throws {
    try await Office.open { office in
      let hello = try await office.call(RpcHello.self, .init(), as: person)
      #expect(hello.you.roles == [.operator])
      #expect(hello.you.staff == nil)
      let status = try await office.call(DaemonStatus.self, as: person)
      #expect(status.state == .ready)
      let verdict = try await office.call(AuditVerify.self, as: person)
      #expect(verdict.ok)
    }
  }

  @Test("They read no case, no client and no audit entry", arguments: [Person.root, .daemon])
  func mayNot(person: Person) async throws {
    try await Office.open { office in
      let client = try await office.registerProbe()
      let opened = try await office.openProbe(client)
      let consent = try await office.consentProbe(client)
      let id = JSON.string(opened.id.text)
      for (method, params) in [
        ("case.show", ["id": id]), ("case.history", ["id": id]), ("case.list", [:]),
        ("case.note", ["id": id, "text": "x"]),
        ("client.show", ["id": .string(client.text)]), ("client.find", ["query": "Probe"]),
        ("consent.list", ["client": .string(client.text)]),
        ("consent.withdraw", ["id": .string(consent.id.text)]),
        ("appointment.list", [:]), ("audit.list", [:]),
      ] as [(String, JSON)] {
        let reply = try await office.reply(method, params, as: person)
        #expect(reply.contains("\"kind\":\"forbidden\""), "\(method)")
      }
    }
  }
}
