import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Where a site may stand for its session.
@Suite("A session named by its site", .timeLimit(.minutes(5)))
struct NamedSessionTests {
  private static func issue(_ office: Office) async throws -> TicketIssue.Output {
    try await office.call(TicketIssue.self, .init(site: Hall.nord, serviceType: Hall.advice))
  }

  @Test func aDayIsWorkedWithoutAnId() async throws {
    try await Office.open { office in
      let desk = try Hall.label("1")
      // Given two sessions of a day of which the first is closed and the second is open,
      try await office.call(SessionOpen.self, .init(site: Hall.nord))
      for _ in 0..<2 { _ = try await Self.issue(office) }
      try await office.call(SessionClose.self, .init(site: Hall.nord))
      // who waits in a closed one is called by its site as long as it is the only one;
      let first = try await office.call(TicketCallNext.self, .init(site: Hall.nord, desk: desk))
      #expect(first.number.text == "A001")
      try await office.call(TicketCancel.self, .init(id: .id(first.id)))
      let afternoon = try await office.call(SessionOpen.self, .init(site: Hall.nord))
      // from then on the open one is meant,
      let third = try await Self.issue(office)
      let listed = try await office.call(TicketList.self, .init(site: Hall.nord)).items
      #expect(listed.map(\.id) == [third.id] && listed.first?.session == afternoon.id)
      // and settling means the closed one.
      #expect(try await office.call(SessionSettle.self, .init(site: Hall.nord)).expired == 1)
      #expect(
        try await office.call(SessionClose.self, .init(site: Hall.nord)).id == afternoon.id
      )
      #expect(
        try await office.call(SessionSettle.self, .init(site: Hall.nord)).id == afternoon.id
      )
    }
  }

  @Test func exactlyOneOfTheTwoAndOnlyWhereItIsClear() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let type = Hall.advice
      let none = try await fault { try await Self.issue(office) }
      #expect(none == .notFound("session"))
      let session = try await hall.session()
      for params in [
        TicketIssue.Params(serviceType: type),
        .init(session: session, site: Hall.nord, serviceType: type),
      ] {
        let refused = try await fault { try await office.call(TicketIssue.self, params) }
        #expect(refused?["field"]?.text == "site")
      }
      // Given two closed sessions, then the site does not say which is to be settled;
      try await office.call(SessionClose.self, .init(id: session))
      try await office.call(SessionClose.self, .init(id: hall.session()))
      let unclear = try await fault {
        try await office.call(SessionSettle.self, .init(site: Hall.nord))
      }
      #expect(unclear?.kind == .invalidValue && unclear?.message.contains("2 sessions") == true)
      // given one, then what it does not take is said as ever.
      try await office.call(SessionSettle.self, .init(id: session))
      let closed = try await fault { try await Self.issue(office) }
      #expect(
        closed == .invalidState("closed", allowed: [TicketCallNext.name, SessionSettle.name])
      )
    }
  }

  @Test func aForeignSiteIsAsUnknown() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      _ = try await hall.session(Hall.sued, as: .faraway)
      func reply(_ site: Slug<Site>) async throws -> String {
        try await hall.reply(SessionClose.self, .init(site: site), as: .manager)
      }
      let foreign = try await reply(Hall.sued)
      #expect(try await foreign == reply(.sample))
      #expect(foreign.contains("not_found"))
    }
  }
}
