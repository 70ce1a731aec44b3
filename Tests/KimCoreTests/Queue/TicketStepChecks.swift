import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// What holds for every step of a ticket alike.
enum TicketStepChecks {
  /// Stale revisions are refused, foreign ids are as unknown, roles hold, and nothing of it changes the ticket.
  static func hold<M: KimAPI.Method>(for method: M.Type) async throws
  where M.Params == TicketStep {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      try await hall.ticket(session)
      let ticket = try await hall.callNext(session)
      func reply(
        _ id: ID<Ticket>,
        _ person: Person,
        ifRev: Int? = nil
      ) async throws -> String {
        try await hall.reply(method, .init(id: .id(id), ifRev: ifRev), as: person)
      }
      #expect(try await reply(ticket.id, .manager, ifRev: 1).contains("stale_revision"))
      let foreign = try await reply(ticket.id, .faraway)
      #expect(try await foreign == reply(Hall.nobody(), .faraway))
      #expect(foreign.contains("not_found"))
      #expect(try await reply(ticket.id, .coordinator).contains("forbidden"))
      #expect(try await hall.tickets(session).map(\.state) == [.called])
    }
  }
}
