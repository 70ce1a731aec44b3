import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("ticket.noShow", .timeLimit(.minutes(5)))
struct TicketNoShowTests {
  @Test func recordsThatNobodyCameAndFreesTheDesk() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let waiting = try await hall.ticket(session)
      try await hall.ticket(session)
      let early = try await fault { try await hall.step(TicketNoShow.self, waiting.id) }
      #expect(early == .invalidState("waiting", allowed: [TicketCallNext.name, TicketCancel.name]))
      let ticket = try await hall.callNext(session)
      #expect(try await hall.step(TicketNoShow.self, ticket.id).state == .noShow)
      let again = try await fault { try await hall.step(TicketNoShow.self, ticket.id) }
      #expect(again == .invalidState("no_show", allowed: []))
      #expect(try await hall.callNext(session).number.text == "A002")
    }
  }

  @Test func staleRevisionsForeignIdsAndRoles() async throws {
    try await TicketStepChecks.hold(for: TicketNoShow.self)
  }
}
