import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("Roles with their places", .timeLimit(.minutes(5)))
struct GrantTests {
  private static let newcomer = Person("newcomer", 2000, [])

  /// The ways to say no place.
  enum Silence: CaseIterable {
    case shortAbsent, shortEmpty, grantAbsent, grantEmpty

    func params(_ role: Role) throws -> StaffAdd.Params {
      var params = StaffAdd.Params(
        login: try valid(newcomer.login),
        name: try valid("Fixture"),
        region: try valid("r1"),
        uid: Int(newcomer.uid)
      )
      switch self {
      case .shortAbsent: params.roles = [role]
      case .shortEmpty:
        params.roles = [role]
        (params.municipalities, params.socialDistricts) = ([], [])
      case .grantAbsent: params.grants = [Grant(role: role)]
      case .grantEmpty:
        params.grants = [Grant(role: role, municipalities: [], socialDistricts: [])]
      }
      return params
    }
  }

  /// What lists of the office hold for somebody; nil where their role may not ask.
  private static func found(_ office: Office, as person: Person) async throws -> [String: Int?] {
    var found: [String: Int?] = [:]
    for (method, params) in [
      ("case.list", [:]), ("client.find", ["query": "Probe"]), ("appointment.list", [:]),
      ("session.list", [:]), ("reminder.list", [:]),
    ] as [(String, JSON)] {
      let reply = try await StrictJSON.parse(office.reply(method, params, as: person))
      found[method] = reply["result"]?["items"]?.items?.count
      if found[method] == nil {
        #expect(reply["error"]?["data"]?["kind"] == "forbidden", "\(method)")
      }
    }
    return found.filter { $0.value != nil }
  }

  /// An office in whose north there is one of everything.
  private static func filled(_ body: (Office) async throws -> Void) async throws {
    try await Office.open { office in
      let client = try await office.client()
      _ = try await office.openCase()
      try await office.book("2026-11-24T10:00", client: client)
      _ = try await office.session()
      try await body(office)
    }
  }

  @Test(arguments: Role.allCases.filter(\.hasPlace), Silence.allCases)
  func `without a place it reaches nothing, and that is a warning`(
    role: Role,
    silence: Silence
  ) async throws {
    try await Self.filled { office in
      let added = try await office.ask(StaffAdd.self, silence.params(role), as: .lead)
      #expect(added.meta?.warnings == [.roleWithoutPlace])
      let found = try await Self.found(office, as: Self.newcomer)
      #expect(!found.isEmpty && found.values.allSatisfy { $0 == 0 }, "\(found)")
      for (method, params) in [
        ("client.register", ["municipality": "nord"]), ("session.open", ["site": "rathaus-sued"]),
      ] as [(String, JSON)] {
        let reply = try await StrictJSON.parse(office.reply(method, params, as: Self.newcomer))
        let kind = reply["error"]?["data"]?["kind"]?.text
        #expect(kind == "not_found" || kind == "forbidden", "\(method): \(reply.line)")
      }
    }
  }

  @Test(arguments: Role.allCases.filter(\.hasPlace))
  func `the whole Kreis is asked for aloud and told aloud`(role: Role) async throws {
    try await Self.filled { office in
      let everywhere = [Grant(role: role, everywhere: true)]
      let added = try await office.ask(
        StaffAdd.self,
        .init(
          login: valid(Self.newcomer.login),
          name: valid("Fixture"),
          roles: [role],
          everywhere: true,
          uid: Int(Self.newcomer.uid)
        ),
        as: .lead
      )
      #expect(added.meta?.warnings == [] && added.output.grants == everywhere)
      let listed = try await office.call(StaffList.self, .init(), as: .lead).items
      #expect(listed.first { $0.id == added.output.id }?.grants == everywhere)
      let you = try await office.call(RpcHello.self, .init(), as: Self.newcomer).you
      #expect(you.scope == everywhere)
      let found = try await Self.found(office, as: Self.newcomer)
      // A case manager sees no case of another region; nothing else is hidden by place.
      for (method, count) in found where !(role == .caseManager && method == "case.list") {
        #expect(count ?? 0 > 0, "\(method)")
      }
    }
  }

  @Test func `a second role does not widen the first`() async throws {
    try await Self.filled { office in
      // Given the front desk of one place who is case manager at another,
      let both = Person("both", 2000, [])
      try await office.add(
        both,
        grants: [
          Grant(role: .frontDesk, municipalities: [valid("nord")]),
          Grant(role: .caseManager, municipalities: [valid("sued")]),
        ]
      )
      let theirs = try await office.registerClient("Nordprobe")
      let own = try await office.registerClient("Südprobe", in: "sued", as: .faraway)
      // then appointments and the queue are theirs in both, clients and cases in one alone.
      try await office.book("2026-11-24T10:15", as: both)
      try await office.book("2026-11-24T10:15", site: Office.sued, as: both)
      let sites = try await office.call(AppointmentList.self, .init(), as: both).items.map(
        \.site.id
      )
      #expect(Set(sites) == [Office.nord, Office.sued])
      #expect(try await office.call(SessionList.self, .init(), as: both).items.count == 1)
      _ = try await office.call(ClientShow.self, .init(id: own), as: both)
      try await office.expectAlike("client.show", hidden: theirs.text, as: both)
      let found = try await office.call(ClientFind.self, .init(query: personal("Nord")), as: both)
      #expect(found.items.isEmpty)
      _ = try await office.registerClient(in: "sued", as: both)
      let register = try await fault { try await office.registerClient(in: "nord", as: both) }
      #expect(register == .notFound("municipality"))
      let opened = try await fault { try await office.openCase(theirs, as: both) }
      #expect(opened == .notFound("client"))
    }
  }

  @Test func `supervision at one place is none at the place of the other role`() async throws {
    try await Office.open { office in
      let both = Person("both", 2000, [])
      try await office.add(
        both,
        grants: [
          Grant(role: .caseManager, municipalities: [valid("nord")]),
          Grant(role: .coordinatorCity, municipalities: [valid("sued")]),
        ]
      )
      let near = try await office.openCase()
      let client = try await office.registerClient(in: "sued", as: .faraway)
      let far = try await office.openCase(client, as: .faraway).id
      let shown = try await office.call(CaseShow.self, .init(id: far), as: both)
      #expect(shown.sight == .pseudonymised)
      try await office.expectAlike("case.show", hidden: near.id.text, as: both)
      #expect(try await office.call(CaseList.self, .init(), as: both).items.map(\.id) == [far])
    }
  }

  @Test func `a role of the whole Kreis takes no place, and both forms at once are refused`()
    async throws
  {
    try await Office.open { office in
      let nord: Slug<Municipality> = try valid("nord")
      for (grants, roles) in [
        ([Grant(role: .kimLead, municipalities: [nord])], nil),
        ([Grant(role: .dpo, everywhere: true)], nil),
        ([Grant(role: .caseManager, municipalities: [nord])], [Role.caseManager]),
        ([Grant(role: .dpo), Grant(role: .dpo)], nil), ([], nil),
      ] as [([Grant], [Role]?)] {
        let fault = try await fault {
          try await office.call(
            StaffAdd.self,
            .init(
              login: valid("newcomer"),
              name: valid("Fixture"),
              roles: roles,
              grants: grants,
              uid: 2000
            ),
            as: .lead
          )
        }
        #expect(fault?.kind == .invalidValue, "\(grants)")
      }
    }
  }
}
