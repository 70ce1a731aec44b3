import FoundationEssentials
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// What is left of a past day becomes final by itself (domain 1.3, INV-13, INV-18).
@Suite("The end of the day", .timeLimit(.minutes(5)))
struct DayEndTests {
  private static let midnight = "2026-11-24T00:00"

  /// One who never came, one who came, one who is being served, and two who wait, one of them called.
  private struct Evening {
    let missing: ID<Appointment>
    let arrived: ID<Appointment>
    let served: ID<Appointment>
    let session: ID<Session>

    init(_ hall: Hall) async throws {
      missing = try await hall.book("2026-11-23T10:00", client: hall.client()).id
      let come = try await hall.book("2026-11-23T10:15", client: hall.client())
      let checkIn = AppointmentCheckIn.Params(id: come.id, ifRev: come.rev)
      arrived = try await hall.office.call(AppointmentCheckIn.self, checkIn).id
      served = try await hall.book("2026-11-23T10:30", client: hall.client()).id
      session = try await hall.session()
      let ticket = try await hall.ticket(session, appointment: served)
      _ = try await hall.callNext(session)
      try await hall.step(TicketStart.self, ticket.id)
      for _ in 0..<2 { try await hall.ticket(session) }
      _ = try await hall.callNext(session, desk: "2")
    }

    func states(_ hall: Hall) async throws -> [AppointmentState] {
      var states: [AppointmentState] = []
      for id in [missing, arrived, served] { states.append(try await hall.show(id).state) }
      return states
    }
  }

  @Test func atMidnightAllOfItIsFinal() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let evening = try await Evening(hall)
      // Given the last second of the day, then nothing has ended;
      office.world.set(try OfficeZone.instant(Hall.at(Self.midnight)).adding(seconds: -1))
      #expect(try await evening.states(hall) == [.booked, .arrived, .inService])
      // when it is over, then all has, before anybody is told anything.
      office.world.advance(seconds: 1)
      #expect(try await evening.states(hall) == [.noShow, .left, .completed])
      #expect(
        try await hall.tickets(evening.session).map(\.state) == [.served, .expired, .expired]
      )
      let sessions = try await office.call(SessionList.self, .init()).items
      #expect(sessions.map(\.state) == [.settled])
      #expect(try await hall.reminders().allSatisfy { $0.state == .cancelled })
      // And only who was served keeps the time.
      #expect(try await hall.number("SELECT count(DISTINCT appointment) FROM claim") == 1)
    }
  }

  @Test func itIsTheDaemonsOwnWorkInTheAudit() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let evening = try await Evening(hall)
      office.world.advance(seconds: 86_400)
      let subject = try #require(ID<AuditEntry>(evening.missing.text))
      let params = AuditList.Params(subject: subject, limit: PageLimit(1))
      let entry = try #require(
        try await office.call(AuditList.self, params, as: .officer).items.first
      )
      #expect(entry.method == DayEnd.method && entry.uid == Int(Person.daemon.uid))
      #expect(entry.staff == nil && entry.fields == ["state"])
    }
  }

  @Test func nobodyHasToAskForIt() async throws {
    // Given a clock that stands a moment before midnight,
    let start = try OfficeZone.instant(Hall.at(Self.midnight)).adding(seconds: -1)
    try await Office.openEmpty(world: World(start: start)) { office in
      try await office.furnish()
      let hall = Hall(office)
      _ = try await hall.session()
      // when it goes on and nobody asks anything of the desk,
      office.world.advance(seconds: 2)
      var settled = 0
      for _ in 0..<500 where settled == 0 {
        try await Task.sleep(for: .milliseconds(50))
        settled = try await hall.number("SELECT count(*) FROM session WHERE state='settled'")
      }
      // then the session is settled all the same.
      #expect(settled == 1)
    }
  }

  @Test func whatEndedWhileNobodyServedIsEndedAtTheStart() async throws {
    let directory = try Office.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let evening = try await Office.reopen(directory, world: World()) { office in
      try await office.furnish()
      return try await Evening(Hall(office))
    }
    // Given a week without kimd, when it starts, then the first to ask sees that the day is over.
    let later = World(start: World.start.adding(seconds: 7 * 86_400), seed: 2)
    try await Office.reopen(directory, world: later) { office in
      let states = try await evening.states(Hall(office))
      #expect(states == [.noShow, .left, .completed])
    }
  }

  @Test func manyAreEndedStepByStepAndNoneIsLost() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      // Given more tickets than one step takes,
      let session = try await hall.session()
      let count = DayEnd.rowsMax + 30
      for _ in 0..<count { try await hall.ticket(session) }
      office.world.advance(seconds: 86_400)
      // when the day is over, then each expired and the session is settled.
      while try await hall.board().waiting > 0 {}
      let sessions = try await office.call(SessionList.self, .init()).items
      #expect(sessions.map(\.state) == [.settled])
      #expect(
        try await hall.number("SELECT count(*) FROM ticket WHERE state='expired'") == count
      )
    }
  }

  @Test func nothingIsWrittenWhereNothingIsOpen() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-12-01T10:00")
      func entries() async throws -> Int { try await hall.number("SELECT max(seq) FROM audit") }
      let before = try await entries()
      for _ in 0..<3 {
        office.world.advance(seconds: 86_400)
        _ = try await hall.board()
      }
      #expect(try await entries() == before)
    }
  }
}
