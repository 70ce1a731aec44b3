import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Searches over several places, words and kinds of fit, against a model that looks at everybody.
@Suite("client.find over places", .timeLimit(.minutes(2)))
struct ClientFindScopeTests {
  private static let roamer = Person("roamer", 2001, [])
  private static let districts = Person("districts", 2002, [])
  private static let substitute = Person("substitute", 2003, [.caseManager], ["sued"], region: "r2")

  private static let given = ["Ada", "Adam", "Bela", "Béla", "Maria"]
  private static let family = ["Müller", "Mueller", "Muller", "Miller", "Mull", "Schmidt", "Adam"]

  /// Twenty-one people with names that are alike, over two places and two districts; each third has a colleague's case.
  private static func filled(
    _ body: (Office, [(id: ID<Client>, words: [String])]) async throws -> Void
  ) async throws {
    try await Office.open { office in
      try await office.load(municipalities: ["mitte": "r1"], districts: ["nord-2": "nord"])
      try await office.add(roamer, grants: [Grant(role: .caseManager, everywhere: true)])
      try await office.add(
        districts,
        grants: [
          Grant(
            role: .caseManager,
            municipalities: [valid("mitte")],
            socialDistricts: [valid("nord-2")]
          )
        ]
      )
      var known: [(ID<Client>, [String])] = []
      for index in 0..<21 {
        let names = [given[index % given.count], family[index % family.count]]
        let place = ["nord", "nord", "mitte"][index / 7]
        let client = try await office.call(
          ClientRegister.self,
          .init(
            municipality: valid(place),
            socialDistrict: index / 7 == 1 ? valid("nord-2") : nil,
            givenName: personal(names[0]),
            familyName: personal(names[1])
          ),
          as: roamer
        )
        if index % 3 == 2 { _ = try await office.openCase(client.id, as: roamer).id }
        known.append((client.id, names.flatMap { NameKey.words($0) }))
      }
      try await body(office, known)
    }
  }

  /// How well a word of a query fits somebody: 1 wholly, 2 as a beginning, 3 by its sound; nil: not at all.
  private static func fit(_ word: String, _ words: [String]) -> Int? {
    let spelled = words.flatMap { NameKey.spellings($0) }
    if spelled.contains(word) { return 1 }
    if spelled.contains(where: { $0.hasPrefix(word) }) { return 2 }
    let sounds = Set(words.flatMap { NameKey.sounds($0) })
    return sounds.isDisjoint(with: NameKey.sounds(word)) ? nil : 3
  }

  private static func find(
    _ query: String,
    _ office: Office,
    limit: Int? = nil,
    as person: Person
  ) async throws -> [ID<Client>] {
    try await office.call(
      ClientFind.self,
      .init(query: personal(query), limit: limit.flatMap { PageLimit($0) }),
      as: person
    ).items.map(\.id)
  }

  @Test func `whoever fits and is seen in full is found, and nobody else`() async throws {
    try await Self.filled { office, known in
      for person in [Person.manager, Self.roamer, Self.districts, .faraway] {
        var seen: [(id: ID<Client>, words: [String])] = []
        for one in known {
          let reply = try await office.reply(
            "client.show",
            ["id": .string(one.id.text)],
            as: person
          )
          if reply.contains("\"result\"") { seen.append(one) }
        }
        for query in [
          "müller", "Mull", "mu", "ada", "Adam", "schmitt", "ada adam", "adam ada", "maria mul",
          "Béla Müller", "be mi", "niemand", "ada niemand", "maria-müller ad",
        ] {
          let words = NameKey.words(query)
          let wanted = seen.filter { one in words.allSatisfy { Self.fit($0, one.words) != nil } }
          let found = try await Self.find(query, office, as: person)
          #expect(Set(found) == Set(wanted.map(\.id)), "\(query) as \(person.login)")
          #expect(Set(found).count == found.count, "\(query): nobody twice")
        }
      }
    }
  }

  @Test func `of one word the better fit comes first, over all places; the limit keeps the best`()
    async throws
  {
    try await Self.filled { office, known in
      for query in ["mull", "muller", "adam", "schmidt"] {
        let ranked = known.enumerated().compactMap { index, one in
          Self.fit(query, one.words).map { (fit: $0, index: index, id: one.id) }
        }
        .sorted { ($0.fit, -$0.index) < ($1.fit, -$1.index) }.map(\.id)
        #expect(ranked.count > 2)
        #expect(try await Self.find(query, office, as: Self.roamer) == ranked, "\(query)")
        for limit in 1...3 {
          let found = try await Self.find(query, office, limit: limit, as: Self.roamer)
          #expect(found == Array(ranked.prefix(limit)), "\(query), \(limit)")
        }
      }
    }
  }

  @Test func `a client of an open case is found wherever they live`() async throws {
    try await Office.open { office in
      try await office.load(municipalities: ["mitte": "r1"])
      let client = try await office.registerClient("Wanderer")
      let opened = try await office.openCase(client)
      let free = try await office.registerClient("Wanderer")
      // Given a case manager who now works elsewhere, and one of another region who stands in,
      try await office.call(
        StaffUpdate.self,
        .init(id: .name(valid("manager")), ifRev: 1, municipalities: [valid("mitte")]),
        as: .lead
      )
      let substitute = try await office.add(Self.substitute)
      try await office.stand(substitute, .substituted, to: office.id(of: .manager).text, until: 60)
      // then both find the client of the open case, and nobody else of the old place.
      for person in [Person.manager, Self.substitute] {
        #expect(try await Self.find("wanderer", office, as: person) == [client])
        #expect(try await Self.find("wand", office, as: person) == [client])
      }
      #expect(try await Self.find("wanderer", office, as: .colleague) == [free])
      office.world.advance(seconds: 60)
      #expect(try await Self.find("wanderer", office, as: Self.substitute).isEmpty)
      try await office.call(CaseClose.self, .init(id: .id(opened.id), ifRev: 1, reason: .deceased))
      #expect(try await Self.find("wanderer", office, as: .colleague) == [free])
    }
  }

  @Test func `of several words the rarest drives, so that a common one hides nobody`() async throws
  {
    try await Office.open { office in
      // Given somebody with a rare and a very common name, who was there before all the others,
      func register(_ names: String...) -> JSON {
        let keys = ["familyName", "givenName"]
        let params =
          [JSON.Member("municipality", "nord")]
          + zip(keys, names).map { JSON.Member($0, .string($1)) }
        return ["jsonrpc": "2.0", "method": "client.register", "params": .object(params)]
      }
      _ = await office.line(register("Gemein", "Selten").line)
      let many = JSON.array(Array(repeating: register("Gemein"), count: 60)).line
      for _ in 0..<(ClientIndex.candidatesMax / 60 + 2) { _ = await office.line(many) }
      // then they are found by both names, in whatever order.
      for query in ["Gemein Selten", "Selten Gemein", "gem sel"] {
        let found = try await Self.find(query, office, as: .manager)
        #expect(found.count == 1, "\(query)")
      }
      let all = try await Self.find("Gemein", office, limit: 1000, as: .manager)
      #expect(all.count == 1000)
    }
  }
}
