import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("ticket.finish", .timeLimit(.minutes(5)))
struct TicketFinishTests {
  @Test func endsTheConsultationAndFreesTheDesk() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      for _ in 0..<2 { try await hall.ticket(session) }
      let ticket = try await hall.callNext(session)
      let early = try await fault { try await hall.step(TicketFinish.self, ticket.id) }
      #expect(
        early
          == .invalidState(
            "called",
            allowed: [TicketRecall.name, TicketStart.name, TicketNoShow.name, TicketCancel.name]
          )
      )
      try await hall.step(TicketStart.self, ticket.id)
      #expect(try await hall.step(TicketFinish.self, ticket.id).state == .served)
      let again = try await fault { try await hall.step(TicketFinish.self, ticket.id) }
      #expect(again == .invalidState("served", allowed: []))
      #expect(try await hall.callNext(session).number.text == "A002")
    }
  }

  @Test func staleRevisionsForeignIdsAndRoles() async throws {
    try await TicketStepChecks.hold(for: TicketFinish.self)
  }
}
