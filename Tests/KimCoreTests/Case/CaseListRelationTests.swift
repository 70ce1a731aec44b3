import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// The list under several relations and filters at once, against a model that knows nothing of indexes.
@Suite("case.list under relations", .timeLimit(.minutes(2)))
struct CaseListRelationTests {
  private static let neighbour = Person("neighbour", 2001, [.caseManager], ["mitte"], region: "r1")
  private static let substitute = Person("substitute", 2002, [.caseManager], ["sued"], region: "r2")
  private static let city = Person("city", 2003, [.coordinatorCity], ["mitte", "sued"])
  private static let both = Person(
    "both",
    2004,
    [.caseManager, .coordinator],
    ["nord"],
    region: "r1"
  )
  private static let guest = Person("guest", 2005, [.caseManager], ["sued"])

  /// What the model knows of a case.
  private struct Known {
    let id: ID<Case>
    let manager: Person
    let place: String
    let state: CaseState
  }

  /// Cases of four people in three places, in every state.
  private static func filled(_ body: (Office, [Known]) async throws -> Void) async throws {
    try await Office.open { office in
      try await office.load(municipalities: ["mitte": "r1"])
      for person in [neighbour, substitute, city, both, guest] { try await office.add(person) }
      let substitute = try await office.call(StaffShow.self, .init(id: .name(valid("substitute"))))
      try await office.stand(substitute.id, .substituted, to: office.id(of: .manager).text)
      var known: [Known] = []
      for (index, person) in (0..<6).flatMap({ index in
        [Person.manager, .colleague, .faraway, neighbour, both].map { (index, $0) }
      }) {
        let place = try #require(person.municipalities.first)
        let client = try await office.registerClient(in: place, as: person)
        let id = try await office.openCase(client, as: person).id
        let state = CaseState.allCases[(index + known.count) % CaseState.allCases.count]
        try await put(id, into: state, office)
        known.append(Known(id: id, manager: person, place: place, state: state))
      }
      try await body(office, known)
    }
  }

  /// A state for which the methods are still to come.
  private static func put(_ id: ID<Case>, into state: CaseState, _ office: Office) async throws {
    let closed = state == .closed ? ",closedAt=1,closureReason='deceased'" : ""
    try await office.execute(
      "UPDATE \"case\" SET state='\(state.rawValue)'\(closed) WHERE id=x'\(id.text.hexadecimal)'"
    )
  }

  /// Whether somebody may know of a case, by the table of relations alone.
  private static func knows(_ person: Person, _ known: Known) -> Bool {
    let team = ["r1": ["nord", "mitte"], "r2": ["sued"]][person.region ?? ""] ?? []
    return switch person {
    case .coordinator, both: true
    case city: city.municipalities.contains(known.place)
    case substitute: known.manager == .manager || team.contains(known.place)
    case guest: known.manager == guest
    default: known.manager == person || team.contains(known.place)
    }
  }

  private static let people = [
    Person.manager, .faraway, .coordinator, neighbour, substitute, city, both, guest,
  ]

  @Test func `every filter narrows the list to what the model tells, in one order`() async throws {
    try await Self.filled { office, known in
      let managers: [Person?] = [nil, .manager, .faraway, Self.neighbour]
      let places: [String?] = [nil, "nord", "mitte", "sued"]
      for person in Self.people {
        let mine = known.reversed().filter { Self.knows(person, $0) }
        for manager in managers {
          for place in places {
            for state in [nil] + CaseState.allCases.map(Optional.some) {
              let params = CaseList.Params(
                state: state,
                municipality: try place.map { try valid($0) },
                caseManager: try manager.map { .name(try valid($0.login)) }
              )
              let listed = try await office.call(CaseList.self, params, as: person).items.map(\.id)
              let wanted = mine.filter { known in
                (manager == nil || known.manager == manager)
                  && (place == nil || known.place == place)
                  && (state == nil || known.state == state)
              }
              #expect(listed == wanted.map(\.id), "\(person.login) \(params)")
            }
          }
        }
      }
    }
  }

  @Test(arguments: [1, 2, 7]) func `pages of any size join to the whole list`(
    size: Int
  ) async throws {
    try await Self.filled { office, known in
      for person in Self.people {
        let parts = try await pages { cursor in
          try await office.call(
            CaseList.self,
            .init(limit: PageLimit(size), cursor: cursor),
            as: person
          )
        }
        let listed = parts.flatMap(\.self).map(\.id)
        #expect(listed == known.reversed().filter { Self.knows(person, $0) }.map(\.id))
        #expect(parts.dropLast().allSatisfy { $0.count == size }, "\(person.login)")
      }
    }
  }

  @Test(arguments: [1, 2, 5]) func `a case under five relations comes once`(size: Int) async throws
  {
    try await Self.filled { office, known in
      // Given somebody whose own cases are their team's, under their supervision, and open to them twice more,
      let id = try await office.call(StaffShow.self, .init(id: .name(valid("both")))).id
      let own = known.filter { $0.manager == Self.both }
      for known in own {
        try await office.stand(id, .conference, to: known.id.text)
        try await office.stand(id, .breakGlass, to: known.id.text)
      }
      // when they page through them, then each comes once and none is left out.
      let parts = try await pages { cursor in
        try await office.call(
          CaseList.self,
          .init(caseManager: .id(id), limit: PageLimit(size), cursor: cursor),
          as: Self.both
        )
      }
      #expect(parts.flatMap(\.self).map(\.id) == own.reversed().map(\.id))
      #expect(parts.dropLast().allSatisfy { $0.count == size })
    }
  }

  @Test func `what stands out of the ordinary is in the list while it stands`() async throws {
    try await Self.filled { office, known in
      let theirs = try #require(known.first { $0.manager == .manager })
      let id = try await office.call(StaffShow.self, .init(id: .name(valid("guest")))).id
      func listed() async throws -> [ID<Case>] {
        try await office.call(CaseList.self, .init(), as: Self.guest).items.map(\.id)
      }
      for relation in [RelationName.conference, .breakGlass] {
        #expect(try await listed().isEmpty)
        try await office.stand(id, relation, to: theirs.id.text, until: 60)
        #expect(try await listed() == [theirs.id])
        office.world.advance(seconds: 60)
      }
      #expect(try await listed().isEmpty)
    }
  }
}
