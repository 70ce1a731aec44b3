import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("ticket.start", .timeLimit(.minutes(5)))
struct TicketStartTests {
  @Test func recordsThatTheOneCalledCame() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let ticket = try await hall.ticket(session)
      let waiting = try await fault { try await hall.step(TicketStart.self, ticket.id) }
      #expect(
        waiting == .invalidState("waiting", allowed: [TicketCallNext.name, TicketCancel.name])
      )
      _ = try await hall.callNext(session)
      let started = try await hall.step(TicketStart.self, ticket.id)
      #expect(started == .init(id: ticket.id, rev: 3, state: .inService))
      let again = try await fault { try await hall.step(TicketStart.self, ticket.id) }
      #expect(again == .invalidState("in_service", allowed: [TicketFinish.name]))
    }
  }

  @Test func staleRevisionsForeignIdsAndRoles() async throws {
    try await TicketStepChecks.hold(for: TicketStart.self)
  }
}
