import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("ticket.callNext", .timeLimit(.minutes(5)))
struct TicketCallNextTests {
  @Test func callsTheOneThatWaitsLongestToTheDesk() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let first = try await hall.ticket(session)
      try await hall.ticket(session)
      let called = try await hall.callNext(session, desk: "2")
      #expect(called.id == first.id && called.state == .called && called.why == .longestWait)
      #expect(try called.desk == Hall.label("2") && called.rev == 2)
    }
  }

  @Test func aDeskHasAtMostOneOpenTicketAndIsToldWhich() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      for _ in 0..<3 { try await hall.ticket(session) }
      let open = try await hall.callNext(session)
      for state in ["called", "in_service"] {
        let busy = try await fault { try await hall.callNext(session, as: .colleague) }
        #expect(busy?.kind == .deskBusy)
        let named = busy?.details.first { $0.key == "ticket" }?.value
        #expect(named?["id"]?.text == open.id.text)
        #expect(named?["number"]?.text == open.number.text && named?["state"]?.text == state)
        if state == "called" { try await hall.step(TicketStart.self, open.id) }
      }
      // And the schema would refuse it too.
      await #expect(throws: (any Error).self) {
        try await hall.execute(
          "UPDATE ticket SET state='called',desk='1',calledAt=1 WHERE state='waiting'"
        )
      }
      // When the desk is free, then it calls the next.
      try await hall.step(TicketFinish.self, open.id)
      #expect(try await hall.callNext(session).number.text == "A002")
    }
  }

  @Test func nobodyWaiting() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let empty = try await fault { try await hall.callNext(session) }
      #expect(empty?.kind == .queueEmpty && empty?.details == [.init("waiting", 0)])
    }
  }

  @Test func aClientIsKeptForTheirOwnCaseManagerWhileSheIsThere() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let client = try await hall.client()
      _ = try await office.openCase(client)
      // Given a case manager who calls at this site, then others are told that somebody waits, not for them.
      try await office.ticket(session)
      try await office.step(TicketCancel.self, office.callNext(session).id)
      let ticket = try await hall.ticket(session, client: client)
      let kept = try await fault { try await hall.callNext(session, as: .colleague) }
      #expect(kept?.kind == .queueEmpty && kept?.details == [.init("waiting", 1)])
      let called = try await hall.callNext(session)
      #expect(called.id == ticket.id && called.why == .ownClient && called.client?.id == client)
      try await hall.step(TicketCancel.self, called.id)
      // When she is busy for a quarter of an hour, then any desk calls, and says so;
      try await hall.ticket(session, client: client)
      office.world.advance(seconds: 900)
      let other = try await hall.callNext(session, as: .colleague)
      #expect(other.why == .managerBusy)
      try await hall.step(TicketCancel.self, other.id)
      // when she has called nobody for half an hour, then nobody is kept for her.
      office.world.advance(seconds: 901)
      try await hall.ticket(session, client: client)
      #expect(try await hall.callNext(session, as: .colleague).why == .longestWait)
    }
  }

  @Test func manyDesksNeverGetTheSameTicket() async throws {
    try await Office.openEmpty { office in
      // Given sixteen desks and twelve who wait,
      var organisation = Organisation.fixture
      organisation.sites[0].desks = try (1...16).map { try Hall.label("\($0)") }
      try await office.call(OrganisationLoad.self, .init(organisation: organisation), as: .daemon)
      try await office.call(
        StaffAdd.self,
        .init(
          login: Hall.token("manager"),
          name: Hall.label("Fixture"),
          roles: [.caseManager],
          everywhere: true
        ),
        as: .daemon
      )
      let hall = Hall(office)
      let session = try await hall.session()
      for _ in 0..<12 { try await hall.ticket(session) }
      // when all call at once,
      let calls = try await withThrowingTaskGroup(of: ID<Ticket>?.self) { group in
        for desk in 1...16 {
          group.addTask {
            do { return try await Hall(office).callNext(session, desk: "\(desk)").id } catch let
              fault as Fault where fault.kind == .queueEmpty
            { return nil }
          }
        }
        return try await group.reduce(into: [ID<Ticket>?]()) { $0.append($1) }
      }
      // then each of the twelve is called once and four desks hear that nobody waits.
      #expect(Set(calls.compactMap(\.self)).count == 12)
      #expect(calls.count { $0 == nil } == 4)
    }
  }

  @Test func aRetryWithTheSameKeyGetsTheSameTicket() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      for _ in 0..<2 { try await hall.ticket(session) }
      let first = try await hall.callNext(session, key: "k1")
      #expect(try await hall.callNext(session, key: "k1") == first)
      #expect(try await hall.tickets(session).count { $0.state == .waiting } == 1)
      let other = try await fault { try await hall.callNext(session, desk: "2", key: "k1") }
      #expect(other?.kind == .idempotencyMismatch)
    }
  }

  @Test func unknownDesksSettledSessionsForeignIdsAndRoles() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      try await hall.ticket(session)
      let desk = try await fault { try await hall.callNext(session, desk: "9") }
      #expect(desk?.kind == .invalidValue && desk?.message.contains("1, 2") == true)
      let label = try Hall.label("1")
      func reply(_ id: ID<Session>, _ person: Person) async throws -> String {
        try await hall.reply(TicketCallNext.self, .init(session: id, desk: label), as: person)
      }
      #expect(try await reply(session, .faraway) == reply(Hall.nobody(), .faraway))
      #expect(try await reply(session, .coordinator).contains("forbidden"))
      try await office.call(SessionClose.self, .init(id: session))
      try await office.call(SessionSettle.self, .init(id: session))
      let settled = try await fault { try await hall.callNext(session) }
      #expect(settled == .invalidState("settled", allowed: []))
    }
  }
}
