import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("session.close", .timeLimit(.minutes(5)))
struct SessionCloseTests {
  @Test func issuesNoMoreButStillCalls() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let ticket = try await hall.ticket(session)
      let closed = try await office.call(SessionClose.self, .init(id: session, ifRev: 1))
      #expect(closed.state == .closed && closed.rev == 2)
      let late = try await fault { try await hall.ticket(session) }
      #expect(late == .invalidState("closed", allowed: [TicketCallNext.name, SessionSettle.name]))
      #expect(try await hall.callNext(session).id == ticket.id)
    }
  }

  @Test func onlyOpenOnesAndOnlyByThoseWhoMay() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      func reply(
        _ id: ID<Session>,
        _ person: Person = .manager,
        ifRev: Int? = nil
      ) async throws -> String {
        try await hall.reply(SessionClose.self, .init(id: id, ifRev: ifRev), as: person)
      }
      #expect(try await reply(session, ifRev: 9).contains("stale_revision"))
      #expect(try await reply(session, .faraway) == reply(Hall.nobody(), .faraway))
      #expect(try await reply(session, .officer).contains("forbidden"))
      _ = try await reply(session)
      let closed = try await fault { try await office.call(SessionClose.self, .init(id: session)) }
      #expect(
        closed == .invalidState("closed", allowed: [TicketCallNext.name, SessionSettle.name])
      )
      try await office.call(SessionSettle.self, .init(id: session))
      let settled = try await fault { try await office.call(SessionClose.self, .init(id: session)) }
      #expect(settled == .invalidState("settled", allowed: []))
    }
  }
}
