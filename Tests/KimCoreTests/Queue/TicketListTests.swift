import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("ticket.list", .timeLimit(.minutes(5)))
struct TicketListTests {
  private func list(
    _ office: Office,
    _ params: TicketList.Params,
    as person: Person = .manager
  ) async throws -> Page<Ticket> {
    try await office.call(TicketList.self, params, as: person)
  }

  @Test func listsInTheOrderOfIssueAndByState() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      for _ in 0..<4 { try await hall.ticket(session) }
      let called = try await hall.callNext(session)
      let items = try await list(office, .init(session: session)).items
      #expect(items.map(\.number.text) == ["A001", "A002", "A003", "A004"])
      #expect(items.first?.calledAt == office.world.now && items.last?.calledAt == nil)
      let open = try await list(office, .init(session: session, state: .called)).items
      #expect(open.map(\.id) == [called.id])
    }
  }

  @Test func pagesWithoutGapOrRepeat() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      for _ in 0..<7 { try await hall.ticket(session) }
      let read = try await Hall.all {
        try await list(office, .init(session: session, limit: PageLimit(3), cursor: $0))
      }
      #expect(read.items.map(\.number.text) == (1...7).map { "A00\($0)" } && read.pages == 3)
      let next = try await list(office, .init(session: session, limit: PageLimit(3))).next
      let mixed = try await fault {
        try await list(office, .init(session: session, state: .waiting, cursor: next))
      }
      #expect(mixed?.kind == .cursorMismatch)
    }
  }

  @Test func clientsAreLeftOutForThoseWhoMayNotKnowThem() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let client = try await hall.client()
      try await hall.ticket(session, client: client)
      let params = TicketList.Params(session: session)
      #expect(try await list(office, params).items.map(\.client?.id) == [client])
      #expect(try await list(office, params, as: .frontDesk).items.map(\.client) == [nil])
    }
  }

  @Test func foreignSessionsAreAsUnknownAndRolesHold() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      func reply(_ id: ID<Session>, _ person: Person) async throws -> String {
        try await hall.reply(TicketList.self, .init(session: id), as: person)
      }
      #expect(try await reply(session, .faraway) == reply(Hall.nobody(), .faraway))
      #expect(try await reply(session, .coordinator).contains("forbidden"))
    }
  }
}
