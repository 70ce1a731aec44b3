import KimAPI
import KimTestSupport
import Testing

@Suite("staff.show")
struct StaffShowTests {
  @Test("A colleague is shown with roles and scope, to operators too")
  func shows() async throws {
    try await Office.open { office in
      let id = try office.id(of: .faraway)
      for (named, person) in [
        (Named<Staff>.id(id), Person.manager), (.name(try valid("faraway")), .manager),
        (.id(id), .daemon),
        (.id(id), .root),
      ] {
        let shown = try await office.call(StaffShow.self, .init(id: named), as: person)
        #expect(shown.login.text == "faraway")
        #expect(shown.uid == 1003)
        #expect(shown.roles == [.caseManager])
        #expect(shown.grants.flatMap { $0.municipalities ?? [] }.map(\.text) == ["sued"])
      }
    }
  }

  @Test("An id or login that nobody has is not found, what is neither is named")
  func wrongInput() async throws {
    try await Office.open { office in
      for id in [Named<Staff>.sample, .name(try valid("nobody"))] {
        let fault = try await fault { try await office.call(StaffShow.self, .init(id: id)) }
        #expect(fault == .notFound("staff"))
      }
      let reply = try await office.reply("staff.show", ["id": "two words"])
      #expect(reply.contains("invalid_params") && reply.contains("\"path\":\"id\""))
    }
  }
}
