import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("Social districts", .timeLimit(.minutes(5)))
struct SocialDistrictTests {
  private static let first = Person("first", 2001, [])
  private static let both = Person("both", 2002, [])

  /// An office whose north is cut into two districts; one works in the first alone, one in both.
  private static func cut(_ body: (Office) async throws -> Void) async throws {
    try await Office.open { office in
      try await office.load(districts: ["nord-2": "nord"])
      for (person, districts) in [(first, ["nord-1"]), (both, ["nord-1", "nord-2"])] {
        let districts: [Slug<SocialDistrict>] = try districts.map { try valid($0) }
        try await office.add(
          person,
          grants: [
            Grant(role: .caseManager, socialDistricts: districts),
            Grant(role: .frontDesk, socialDistricts: districts),
          ]
        )
      }
      try await body(office)
    }
  }

  private static func register(
    _ name: String,
    _ district: String?,
    _ office: Office,
    as person: Person = .manager
  ) async throws -> ID<Client> {
    try await office.call(
      ClientRegister.self,
      .init(
        municipality: valid("nord"),
        socialDistrict: district.map { try valid($0) },
        familyName: personal(name)
      ),
      as: person
    ).id
  }

  @Test func `who works in one sees those who live there, and nobody else of the city`()
    async throws
  {
    try await Self.cut { office in
      let here = try await Self.register("Probe", "nord-1", office)
      let there = try await Self.register("Probe", "nord-2", office)
      let nowhere = try await Self.register("Probe", nil, office)
      _ = try await office.call(ClientShow.self, .init(id: here), as: Self.first)
      for hidden in [there, nowhere] {
        try await office.expectAlike("client.show", hidden: hidden.text, as: Self.first)
      }
      func found(as person: Person) async throws -> Set<ID<Client>> {
        let page = try await office.call(
          ClientFind.self,
          .init(query: personal("Probe")),
          as: person
        )
        return Set(page.items.map(\.id))
      }
      #expect(try await found(as: Self.first) == [here])
      #expect(try await found(as: Self.both) == [here, there])
      // The municipality as a whole holds all its districts.
      #expect(try await found(as: .manager) == [here, there, nowhere])
    }
  }

  @Test func `who works in one registers there; who works in two says in which`() async throws {
    try await Self.cut { office in
      let own = try await Self.register("Probe", nil, office, as: Self.first)
      let shown = try await office.call(ClientShow.self, .init(id: own), as: Self.first)
      #expect(shown.socialDistrict?.text == "nord-1")
      let other = try await fault {
        try await Self.register("Probe", "nord-2", office, as: Self.first)
      }
      #expect(other == .notFound("socialDistrict"))
      let unsaid = try await fault { try await Self.register("Probe", nil, office, as: Self.both) }
      #expect(unsaid?.kind == .invalidValue && unsaid?["field"] == "socialDistrict")
      _ = try await Self.register("Probe", "nord-2", office, as: Self.both)
      // A client is not moved to where one does not work.
      let moved = try await fault {
        try await office.call(
          ClientUpdate.self,
          .init(id: .id(own), ifRev: 1, socialDistrict: .set(valid("nord-2"))),
          as: Self.first
        )
      }
      #expect(moved == .notFound("socialDistrict"))
    }
  }

  @Test func `the queue of a site is theirs who work in its district`() async throws {
    try await Self.cut { office in
      // The town hall lies in nord-1.
      let second = Person("second", 2003, [])
      let district: Slug<SocialDistrict> = try valid("nord-2")
      try await office.add(second, grants: [Grant(role: .frontDesk, socialDistricts: [district])])
      let hidden = try await fault { try await office.session(as: second) }
      #expect(hidden == .notFound("site"))
      _ = try await office.session(as: Self.first)
    }
  }

  @Test func `a case is given to a colleague of the district in which the client lives`()
    async throws
  {
    try await Self.cut { office in
      let login: Token = try valid(Self.first.login)
      func open(_ client: ID<Client>) async throws -> CaseOpen.Output {
        try await office.call(
          CaseOpen.self,
          .init(
            client: .id(client),
            municipality: valid("nord"),
            intakeSource: .abh,
            caseManager: .name(login)
          )
        )
      }
      let opened = try await open(Self.register("Probe", "nord-1", office))
      let shown = try await office.call(CaseShow.self, .init(id: opened.id), as: Self.first)
      #expect(shown.sight == .full)
      let elsewhere = try await Self.register("Probe", "nord-2", office)
      let refused = try await fault { try await open(elsewhere) }
      #expect(refused == .notFound("staff"))
    }
  }
}
