import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("ticket.cancel", .timeLimit(.minutes(5)))
struct TicketCancelTests {
  @Test func takesBackWhatWasNotServed() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let (waiting, called) = (try await hall.ticket(session), try await hall.ticket(session))
      #expect(try await hall.step(TicketCancel.self, waiting.id).state == .cancelled)
      // Then the cancelled one is not called, and one that was called may be cancelled too.
      #expect(try await hall.callNext(session).id == called.id)
      #expect(try await hall.step(TicketCancel.self, called.id).state == .cancelled)
      let again = try await fault { try await hall.step(TicketCancel.self, called.id) }
      #expect(again == .invalidState("cancelled", allowed: []))
      // And who is being served is not cancelled away.
      let served = try await hall.ticket(session)
      _ = try await hall.callNext(session)
      try await hall.step(TicketStart.self, served.id)
      let late = try await fault { try await hall.step(TicketCancel.self, served.id) }
      #expect(late == .invalidState("in_service", allowed: [TicketFinish.name]))
    }
  }

  @Test func staleRevisionsForeignIdsAndRoles() async throws {
    try await TicketStepChecks.hold(for: TicketCancel.self)
  }
}
