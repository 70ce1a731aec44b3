import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("ticket.recall", .timeLimit(.minutes(5)))
struct TicketRecallTests {
  @Test func callsOnceMoreToTheSameDeskAndFirstOnTheBoard() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      for _ in 0..<2 { try await hall.ticket(session) }
      let first = try await hall.callNext(session, desk: "1")
      office.world.advance(seconds: 60)
      _ = try await hall.callNext(session, desk: "2")
      office.world.advance(seconds: 60)
      let board = BoardShow.Params(site: Office.nord)
      #expect(try await office.call(BoardShow.self, board).calls.map(\.desk.text) == ["2", "1"])
      #expect(try await hall.step(TicketRecall.self, first.id).state == .called)
      #expect(try await office.call(BoardShow.self, board).calls.map(\.desk.text) == ["1", "2"])
      let ticket = try await hall.tickets(session)[0]
      #expect(ticket.callCount == 2)
      #expect(ticket.calledAt == World.start.adding(seconds: 120))
    }
  }

  @Test func onlyWhoIsCalledIsCalledOnceMore() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let ticket = try await hall.ticket(session)
      let waiting = try await fault { try await hall.step(TicketRecall.self, ticket.id) }
      #expect(
        waiting == .invalidState("waiting", allowed: [TicketCallNext.name, TicketCancel.name])
      )
      _ = try await hall.callNext(session)
      try await hall.step(TicketStart.self, ticket.id)
      let started = try await fault { try await hall.step(TicketRecall.self, ticket.id) }
      #expect(started == .invalidState("in_service", allowed: [TicketFinish.name]))
    }
  }

  @Test func staleRevisionsForeignIdsAndRoles() async throws {
    try await TicketStepChecks.hold(for: TicketRecall.self)
  }
}
