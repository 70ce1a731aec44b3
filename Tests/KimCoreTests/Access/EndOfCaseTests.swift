import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Ending a case adds no reader (domain INV-06); the last case manager reads and does not change.
@Suite("After the case", .timeLimit(.minutes(2)))
struct EndOfCaseTests {
  /// The ways in which a case ends.
  enum End: CustomTestStringConvertible {
    case close(ClosureReason)
    case withdraw

    static let all =
      (CaseRules.intakeReasons + CaseRules.earlyReasons).map(End.close) + [.withdraw]

    var testDescription: String {
      switch self {
      case .close(let reason): reason.rawValue
      case .withdraw: "consent.withdraw"
      }
    }
  }

  private static let neighbour = Person("neighbour", 2001, [.caseManager], ["nord"], region: "r1")
  private static let roamer = Person("roamer", 2002, [])
  private static let substitute = Person("substitute", 2003, [.caseManager], ["sued"], region: "r2")
  private static let reader = Person("reader", 2004, [.caseManager], ["sued"], region: "r2")
  private static let people =
    Person.staff + [neighbour, roamer, substitute, reader, .daemon, .root, .stranger]

  private static func staffed(_ body: (Office) async throws -> Void) async throws {
    try await Office.open { office in
      try await office.add(neighbour)
      try await office.add(roamer, grants: [Grant(role: .caseManager, everywhere: true)])
      let manager = try office.id(of: .manager)
      let year: Int64 = 366 * 86_400
      let substitute = try await office.add(Self.substitute)
      try await office.stand(substitute, .substituted, to: manager.text, until: year)
      try await office.stand(office.add(reader), .induction, to: manager.text, until: year)
      try await body(office)
    }
  }

  private static func end(
    _ opened: CaseOpen.Output,
    _ consent: ID<Consent>,
    by end: End,
    _ office: Office
  ) async throws {
    switch end {
    case .close(let reason):
      try await office.call(CaseClose.self, .init(id: .id(opened.id), ifRev: 1, reason: reason))
    case .withdraw: try await office.call(ConsentWithdraw.self, .init(id: consent))
    }
  }

  /// Who reads which clients in full: by showing, by finding, by what a case of theirs tells.
  private static func readers(
    of clients: [ID<Client>],
    _ opened: ID<Case>,
    _ office: Office
  ) async throws -> Set<String> {
    var pairs: Set<String> = []
    for person in people {
      for client in clients {
        let shown = try await office.reply("client.show", ["id": .string(client.text)], as: person)
        if shown.contains("\"result\"") { pairs.insert("\(person.login) \(client.text)") }
        let listed = try await office.reply(
          "consent.list",
          ["client": .string(client.text)],
          as: person
        )
        if listed.contains("\"result\"") { pairs.insert("\(person.login) \(client.text) consents") }
      }
      let found = try await office.reply("client.find", ["query": "Probe"], as: person)
      for client in clients where found.contains(client.text) {
        pairs.insert("\(person.login) \(client.text)")
      }
      let tells = try await office.reply("case.show", ["id": .string(opened.text)], as: person)
      if tells.contains("\"client\"") { pairs.insert("\(person.login) case") }
    }
    return pairs
  }

  @Test(arguments: End.all)
  func `nobody reads afterwards who did not read before`(end: End) async throws {
    try await Self.staffed { office in
      let client = try await office.registerClient()
      let consent = try await office.giveConsent(client)
      let opened = try await office.openCase(client)
      let free = try await office.registerClient()
      let theirs = try await office.registerClient(as: .colleague)
      _ = try await office.openCase(theirs, as: .colleague)
      let clients = [client, free, theirs]
      let before = try await Self.readers(of: clients, opened.id, office)
      try await Self.end(opened, consent.id, by: end, office)
      let after = try await Self.readers(of: clients, opened.id, office)
      #expect(after.subtracting(before) == [])
      // The last case manager stays, whoever stood in for them or read along does not.
      #expect(before.contains("substitute \(client.text)") && before.contains("reader case"))
      let own: Set = ["manager \(client.text)", "manager \(client.text) consents"]
      #expect(Set(after.filter { $0.contains(client.text) }) == own)
      #expect(after.contains("manager case") && after.contains("colleague \(theirs.text)"))
    }
  }

  @Test(arguments: End.all)
  func `the last case manager reads and does not change; to colleagues the client is not there`(
    end: End
  ) async throws {
    try await Self.staffed { office in
      let client = try await office.registerClient()
      let consent = try await office.giveConsent(client)
      let opened = try await office.openCase(client)
      try await Self.end(opened, consent.id, by: end, office)
      let params = ClientUpdate.Params(id: .id(client), ifRev: 1, email: .clear)
      let last = try await fault { try await office.call(ClientUpdate.self, params) }
      #expect(last == .readOnly("client"))
      let given = try await fault { try await office.giveConsent(client) }
      #expect(given == .readOnly("client"))
      for person in [Person.colleague, Self.neighbour, Self.roamer, Self.substitute] {
        let fault = try await fault { try await office.call(ClientUpdate.self, params, as: person) }
        #expect(fault == .notFound("client"))
        try await office.expectAlike("client.show", hidden: client.text, as: person)
      }
    }
  }

  @Test func `two weeks after a withdrawal the last case manager loses sight, too`() async throws {
    try await Self.staffed { office in
      let client = try await office.registerClient()
      let consent = try await office.giveConsent(client)
      let opened = try await office.openCase(client)
      try await Self.end(opened, consent.id, by: .withdraw, office)
      office.world.advance(seconds: 14 * 86_400 - 1)
      _ = try await office.call(ClientShow.self, .init(id: client))
      office.world.advance(seconds: 1)
      try await office.expectAlike("client.show", hidden: client.text, as: .manager)
      let found = try await office.call(ClientFind.self, .init(query: personal("Probe")))
      #expect(found.items.isEmpty)
    }
  }

  @Test func `after any other end the last case manager reads until somebody opens a new case`()
    async throws
  {
    try await Self.staffed { office in
      let client = try await office.registerClient()
      let consent = try await office.giveConsent(client)
      let opened = try await office.openCase(client)
      try await Self.end(opened, consent.id, by: .close(.movedAway), office)
      office.world.advance(seconds: 300 * 86_400)
      _ = try await office.call(ClientShow.self, .init(id: client))
      // A colleague of the place names the client by number and opens a case.
      let number = try await office.call(ClientShow.self, .init(id: client)).number
      try await office.call(
        CaseOpen.self,
        .init(client: .name(number), municipality: valid("nord"), intakeSource: .abh),
        as: .colleague
      )
      _ = try await office.call(ClientShow.self, .init(id: client), as: .colleague)
      try await office.expectAlike("client.show", hidden: client.text, as: .manager)
    }
  }

  @Test func `a consent is taken back after the case as well`() async throws {
    try await Self.staffed { office in
      let client = try await office.registerClient()
      let consent = try await office.giveConsent(client)
      let opened = try await office.openCase(client)
      try await Self.end(opened, consent.id, by: .close(.movedAway), office)
      for person in [Person.colleague, Self.reader] {
        try await office.expectAlike("consent.withdraw", hidden: consent.id.text, as: person)
      }
      let withdrawn = try await office.call(ConsentWithdraw.self, .init(id: consent.id))
      #expect(withdrawn.state == .withdrawn && withdrawn.casesClosed == 0)
    }
  }

  @Test func `which case is open is told to those alone who may know of it`() async throws {
    try await Self.staffed { office in
      // Given a client of the north whose case a colleague of another region opened, who works everywhere,
      let client = try await office.registerClient()
      let opened = try await office.call(
        CaseOpen.self,
        .init(client: .id(client), municipality: valid("sued"), intakeSource: .abh),
        as: Self.roamer
      )
      // when somebody of the place opens one, then they hear that there is one,
      let fault = try await fault { try await office.openCase(client) }
      #expect(fault?.kind == .caseExists && fault?.details == [])
      // and who may know of it, which one.
      let told = try await KimTestSupport.fault {
        try await office.openCase(client, as: Self.roamer)
      }
      #expect(told?.kind == .caseExists && told?["case"]?.text == opened.id.text)
    }
  }
}
