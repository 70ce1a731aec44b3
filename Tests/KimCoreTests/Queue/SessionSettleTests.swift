import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("session.settle", .timeLimit(.minutes(5)))
struct SessionSettleTests {
  @Test func whatStillWaitsExpiresAndNobodyIsLost() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      // Given ten tickets: one served, one missed, one cancelled, one called, the others waiting,
      for _ in 0..<10 { try await hall.ticket(session) }
      let served = try await hall.callNext(session)
      try await hall.step(TicketStart.self, served.id)
      try await hall.step(TicketFinish.self, served.id)
      try await hall.step(TicketNoShow.self, hall.callNext(session).id)
      try await hall.step(TicketCancel.self, hall.callNext(session).id)
      _ = try await hall.callNext(session)
      // when the session is settled,
      try await office.call(SessionClose.self, .init(id: session))
      let settled = try await office.call(SessionSettle.self, .init(id: session))
      // then seven expired and the sum of the final states is what was issued.
      #expect(settled.state == .settled && settled.expired == 7)
      let states = try await hall.tickets(session).map(\.state)
      #expect(states.count == 10)
      #expect(states.count { $0 == .expired } == 7)
      for state in [TicketState.served, .noShow, .cancelled] {
        #expect(states.count { $0 == state } == 1)
      }
      #expect(try await hall.board() == .init(calls: [], waiting: 0, seq: hall.board().seq))
    }
  }

  @Test func waitsForConsultationsAndChangesNothingMeanwhile() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      for _ in 0..<2 { try await hall.ticket(session) }
      let ticket = try await hall.callNext(session)
      try await hall.step(TicketStart.self, ticket.id)
      try await office.call(SessionClose.self, .init(id: session))
      let early = try await fault { try await office.call(SessionSettle.self, .init(id: session)) }
      #expect(early == .invalidState("in_service", allowed: [TicketFinish.name]))
      #expect(try await hall.tickets(session).map(\.state) == [.inService, .waiting])
      try await hall.step(TicketFinish.self, ticket.id)
      #expect(try await office.call(SessionSettle.self, .init(id: session)).expired == 1)
    }
  }

  @Test func onlyClosedOnesAndOnlyByThoseWhoMay() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      func reply(
        _ id: ID<Session>,
        _ person: Person = .manager,
        ifRev: Int? = nil
      ) async throws -> String {
        try await hall.reply(SessionSettle.self, .init(id: id, ifRev: ifRev), as: person)
      }
      let open = try await fault { try await office.call(SessionSettle.self, .init(id: session)) }
      #expect(open?.kind == .invalidState)
      try await office.call(SessionClose.self, .init(id: session))
      #expect(try await reply(session, ifRev: 1).contains("stale_revision"))
      #expect(try await reply(session, .faraway) == reply(Hall.nobody(), .faraway))
      #expect(try await reply(session, .officer).contains("forbidden"))
      _ = try await reply(session)
      let again = try await fault { try await office.call(SessionSettle.self, .init(id: session)) }
      #expect(again == .invalidState("settled", allowed: []))
    }
  }
}
