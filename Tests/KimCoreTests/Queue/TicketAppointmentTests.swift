import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Appointment and ticket end together (domain 1.3).
@Suite("A ticket with an appointment", .timeLimit(.minutes(5)))
struct TicketAppointmentTests {
  /// An appointment of somebody who has come and drawn a ticket, called to desk 1.
  private static func called(
    _ hall: Hall
  ) async throws -> (appointment: ID<Appointment>, ticket: ID<Ticket>, session: ID<Session>) {
    let booked = try await hall.book("2026-11-23T10:00", client: hall.client())
    let session = try await hall.session()
    let ticket = try await hall.ticket(session, appointment: booked.id)
    _ = try await hall.callNext(session)
    return (booked.id, ticket.id, session)
  }

  private static func claims(_ hall: Hall) async throws -> Int {
    try await hall.number("SELECT count(*) FROM claim")
  }

  @Test func isServedWithItAndKeepsItsTime() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let (appointment, ticket, _) = try await Self.called(hall)
      try await hall.step(TicketStart.self, ticket)
      #expect(try await hall.show(appointment).state == .inService)
      try await hall.step(TicketFinish.self, ticket)
      #expect(try await hall.show(appointment).state == .completed)
      #expect(try await Self.claims(hall) == 3 * 3)
    }
  }

  @Test func whoCameAndIsNotServedHasLeftAndTheTimeIsFree() async throws {
    for end in [TicketCancel.name, TicketNoShow.name, SessionSettle.name] {
      try await Office.open { office in
        let hall = Hall(office)
        // Given somebody with an appointment who was called, when the ticket ends without a consultation,
        let (appointment, ticket, session) = try await Self.called(hall)
        switch end {
        case TicketCancel.name: try await hall.step(TicketCancel.self, ticket)
        case TicketNoShow.name: try await hall.step(TicketNoShow.self, ticket)
        default:
          try await office.call(SessionClose.self, .init(id: session))
          try await office.call(SessionSettle.self, .init(id: session))
        }
        // then the appointment is over too, it is no no-show, and its time can be booked.
        #expect(try await hall.show(appointment).state == .left, "\(end)")
        #expect(try await Self.claims(hall) == 0, "\(end)")
      }
    }
  }

  @Test func theHistoryShowsBothChangesUnderOneRequest() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let (appointment, ticket, _) = try await Self.called(hall)
      try await hall.step(TicketStart.self, ticket)
      let entries = try await office.call(AuditList.self, .init(limit: PageLimit(2)), as: .officer)
      #expect(Set(entries.items.compactMap(\.subject)) == [appointment.text, ticket.text])
      #expect(entries.items.allSatisfy { $0.method == TicketStart.name })
    }
  }
}
