import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("ticket.issue", .timeLimit(.minutes(5)))
struct TicketIssueTests {
  @Test func numbersRiseOverAllServicesAndTellWhoIsAhead() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let first = try await hall.ticket(session)
      let second = try await office.call(
        TicketIssue.self,
        .init(session: session, serviceType: Hall.interview)
      )
      #expect(first.number.text == "A001" && first.state == .waiting && first.ahead == 0)
      #expect(second.number.text == "A002" && second.ahead == 1)
    }
  }

  @Test func theLetterNamesTheSiteAndNeverWhatSomebodyComesFor() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      // Given a site with a letter of its own, when tickets are issued for two services,
      let session = try await hall.session(Hall.sued, as: .faraway)
      for type in [Hall.advice, Hall.interview] {
        let params = TicketIssue.Params(session: session, serviceType: type)
        let ticket = try await office.call(TicketIssue.self, params, as: .faraway)
        // then both bear the letter of the site.
        #expect(ticket.number.text.hasPrefix("S"))
      }
    }
  }

  @Test func whoIsAheadIsWhoWillBeCalledBefore() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      // Given two who wait without an appointment, when an urgent one and one whose appointment is due come,
      for _ in 0..<2 { try await hall.ticket(session) }
      let booked = try await hall.book("2026-11-23T09:15", client: hall.client())
      office.world.advance(seconds: 600)
      let urgent = try await hall.urgentTicket(session, "Probe")
      let due = try await hall.ticket(session, appointment: booked.id)
      // then nobody is before the urgent one, and only that one before the other.
      #expect(urgent.ahead == 0 && due.ahead == 1)
      #expect(try await hall.callNext(session).id == urgent.id)
      #expect(try await hall.callNext(session, desk: "2").id == due.id)
    }
  }

  @Test func byAppointmentIsWhoNamesOneAndUrgentWhoSaysWhy() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      // When somebody without an appointment asks for its priority, then it is refused with what to do;
      let jumping = try await fault { try await hall.ticket(session, priority: .appointment) }
      #expect(jumping?.kind == .invalidValue)
      #expect(jumping?.message.contains("naming the appointment") == true)
      // urgent needs its reason, and no other has one.
      let mute = try await fault { try await hall.ticket(session, priority: .urgent) }
      #expect(mute?["field"]?.text == "priorityReason")
      let wordy = try await fault { try await hall.urgentTicket(session, "Probe", .walkIn) }
      #expect(wordy?["field"]?.text == "priorityReason")
      #expect(try await hall.tickets(session).isEmpty)
    }
  }

  @Test func whatMakesItUrgentIsSealedUnderTheKeyOfWhoeverItConcerns() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let client = try await hall.client()
      _ = try await hall.openCase(client)
      try await hall.urgentTicket(session, "Zahnarzt Beispiel", client: client, as: .manager)
      try await hall.urgentTicket(session, "Säugling Beispiel", as: .frontDesk)
      let plain = try await hall.number(
        "SELECT count(*) FROM ticket WHERE instr(priorityReason,CAST('Beispiel' AS BLOB))>0"
      )
      #expect(plain == 0)
      // Then the reason of a client's is seen by those who see the client, one of nobody's by the place.
      let mine = try await hall.tickets(session).map(\.priorityReason?.value.text)
      #expect(mine == ["Zahnarzt Beispiel", "Säugling Beispiel"])
      let theirs = try await office.call(TicketList.self, .init(session: session), as: .frontDesk)
      #expect(theirs.items.map(\.priorityReason?.value.text) == [nil, "Säugling Beispiel"])
    }
  }

  @Test func numbersAreNeverUsedAgainAfterCancellingOrARestart() async throws {
    try await Hall.restarted { hall in
      // Given a number that was cancelled before the program ended,
      let session = try await hall.session()
      let first = try await hall.ticket(session)
      try await hall.step(TicketCancel.self, first.id)
      #expect(try await hall.ticket(session).number.text == "A002")
      return session
    } then: { hall, session in
      // when it runs again, then counting goes on;
      let third = try await hall.ticket(session)
      #expect(third.number.text == "A003")
      // the next day begins anew.
      try await hall.office.call(SessionClose.self, .init(id: session))
      hall.office.world.advance(seconds: 86_400)
      let first = try await hall.ticket(hall.session())
      #expect(first.number.text == "A001")
    }
  }

  @Test func manyAtOnceGetEachANumberOfTheirOwn() async throws {
    try await Office.open { office in
      let session = try await Hall(office).session()
      let numbers = try await withThrowingTaskGroup(of: TicketNumber.self) { group in
        for _ in 0..<40 {
          group.addTask { try await Hall(office).ticket(session, as: .frontDesk).number }
        }
        return try await group.reduce(into: Set<TicketNumber>()) { $0.insert($1) }
      }
      let wanted = (1...40).map { TicketNumber("A0" + ($0 < 10 ? "0" : "") + "\($0)") }
      #expect(numbers == Set(wanted.compactMap(\.self)))
    }
  }

  @Test func anAppointmentIsCheckedInWithItsTicketAndHasOne() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      let booked = try await hall.book("2026-11-23T10:00", client: client)
      let session = try await hall.session()
      let ticket = try await hall.ticket(session, appointment: booked.id)
      let listed = try await hall.tickets(session).first
      #expect(listed?.id == ticket.id && listed?.priority == .appointment)
      #expect(listed?.client?.id == client && listed?.appointment?.id == booked.id)
      #expect(try await hall.show(booked.id).state == .arrived)
      let again = try await fault { try await hall.ticket(session, appointment: booked.id) }
      #expect(again?.kind == .alreadyExists)
      // When the ticket is cancelled, then the person has left and gets no other one for it.
      try await hall.step(TicketCancel.self, ticket.id)
      let left = try await fault { try await hall.ticket(session, appointment: booked.id) }
      #expect(left == .invalidState("left", allowed: []))
    }
  }

  @Test func cancelledAppointmentsAndThoseOfOtherDaysGetNone() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let (gone, later) = (
        try await hall.book("2026-11-23T10:00"), try await hall.book("2026-11-24T10:00")
      )
      try await hall.cancel(gone)
      let session = try await hall.session()
      let refused = try await fault { try await hall.ticket(session, appointment: gone.id) }
      #expect(refused == .invalidState("cancelled", allowed: []))
      let early = try await fault { try await hall.ticket(session, appointment: later.id) }
      #expect(early?.kind == .invalidValue)
      #expect(try await hall.tickets(session).isEmpty)
      #expect(try await hall.ticket(session).number.text == "A001")
    }
  }

  @Test func onlyOnTheDayOfTheSession() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let tomorrow = SessionOpen.Params(site: Hall.nord, date: try Hall.day("2026-11-24"))
      let session = try await office.call(SessionOpen.self, tomorrow).id
      let early = try await fault { try await hall.ticket(session) }
      #expect(early?.kind == .invalidValue)
      // When its day is over, then it is settled.
      office.world.advance(seconds: 2 * 86_400)
      let late = try await fault { try await hall.ticket(session) }
      #expect(late == .invalidState("settled", allowed: []))
    }
  }

  @Test func foreignSessionsAndClientsAreAsUnknownAndRolesHold() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let theirs = try await hall.client(as: .faraway)
      func reply(
        _ session: ID<Session>,
        client: ID<Client>? = nil,
        _ person: Person = .manager
      ) async throws -> String {
        try await hall.reply(
          TicketIssue.self,
          .init(session: session, serviceType: Hall.advice, client: client.map { .id($0) }),
          as: person
        )
      }
      #expect(try await reply(session, .faraway) == reply(Hall.nobody(), .faraway))
      #expect(try await reply(session, client: theirs) == reply(session, client: Hall.nobody()))
      #expect(try await reply(session, .officer).contains("forbidden"))
    }
  }
}
