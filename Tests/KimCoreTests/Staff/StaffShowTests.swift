import KimAPI
import KimTestSupport
import Testing

@Suite("staff.show")
struct StaffShowTests {
  @Test("A colleague is shown with roles and scope, to operators too")
  func shows() async throws {
    try await Office.open { office in
      let id = try office.id(of: .faraway)
      for person in [Person.manager, .daemon, .root] {
        let shown = try await office.call(StaffShow.self, .init(id: .id(id)), as: person)
        #expect(shown.login.text == "faraway")
        #expect(shown.uid == 1003)
        #expect(shown.roles == [.caseManager])
        #expect(shown.grants.flatMap { $0.municipalities ?? [] }.map(\.text) == ["sued"])
      }
    }
  }

  @Test("An id that nobody has is not found, one that is none is named")
  func wrongInput() async throws {
    try await Office.open { office in
      let fault = try await fault { try await office.call(StaffShow.self, .init(id: .sample)) }
      #expect(fault == .notFound("staff"))
      let reply = try await office.reply("staff.show", ["id": "manager"])
      #expect(reply.contains("invalid_params") && reply.contains("\"path\":\"id\""))
    }
  }

  @Test("Automats do not see who works here")
  func roles() async throws {
    try await Office.open { office in
      let id = try office.id(of: .manager)
      let fault = try await fault {
        try await office.call(StaffShow.self, .init(id: .id(id)), as: .automat)
      }
      #expect(fault?.kind == .forbidden)
    }
  }
}
