import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Who can be booked: those who sit there, the client's own case manager first (domain 1.3).
@Suite("Who can be booked", .timeLimit(.minutes(5)))
struct BookableStaffTests {
  /// Spans for appointments at the site of the north, in the place of all others.
  private static func sit(_ office: Office, _ spans: [(String, String, Person?)]) async throws {
    var organisation = Organisation.fixture
    organisation.sites[0].hours = try spans.map { from, to, person in
      ConsultationHours(
        weekday: .tue,
        from: try valid(from),
        to: try valid(to),
        kind: .appointment,
        staff: try person.map { try valid($0.login) }
      )
    }
    try await office.call(OrganisationLoad.self, .init(organisation: organisation), as: .lead)
  }

  private static func people(_ office: Office, at time: String) async throws -> [ID<Staff>] {
    try await Hall(office).free("2026-11-24").filter { $0.start.time.text == time }
      .compactMap(\.staff?.id)
  }

  @Test func whoeverBooksGetsNobodyWhoseScopeIsTheWholeKreis() async throws {
    try await Office.open { office in
      // Given a case manager of the whole Kreis, whose place is no municipality of it,
      let login = try Hall.token("kreis")
      let params = StaffAdd.Params(
        login: login,
        name: try Hall.label("Fixture"),
        roles: [.caseManager],
        everywhere: true,
        uid: 4000
      )
      let kreis = try await office.call(StaffAdd.self, params, as: .lead).id
      // then the hours of a place are not theirs.
      let free = try await Self.people(office, at: "09:00")
      #expect(try free == [office.id(of: .manager), office.id(of: .colleague)])
      let refused = try await fault {
        try await Hall(office).book("2026-11-24T09:00", staff: kreis)
      }
      #expect(refused == .notFound("staff"))
    }
  }

  @Test func aSpanWithALoginIsOfWhoeverHasIt() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let (lead, colleague) = (try office.id(of: .lead), try office.id(of: .colleague))
      // Given overlapping spans of two people, one of whom has no place there,
      try await Self.sit(office, [("08:00", "10:00", .lead), ("09:00", "11:00", .colleague)])
      // then each can be booked while they sit there, and nobody else,
      #expect(try await Self.people(office, at: "08:00") == [lead])
      #expect(try await Set(Self.people(office, at: "09:00")) == [lead, colleague])
      #expect(try await Self.people(office, at: "10:00") == [colleague])
      #expect(try await hall.book("2026-11-24T08:00").staff?.id == lead)
      let early = try await fault { try await hall.book("2026-11-24T08:30", staff: colleague) }
      #expect(early?["field"]?.text == "start")
      let never = try await fault {
        try await hall.book("2026-11-24T09:00", staff: office.id(of: .manager))
      }
      #expect(never == .notFound("staff"))
      // and a time that nobody sits through is outside the hours.
      let across = try await fault { try await hall.book("2026-11-24T08:30", Hall.interview) }
      #expect(across == nil)
      let late = try await fault { try await hall.book("2026-11-24T10:30", Hall.interview) }
      #expect(late?["field"]?.text == "start")
    }
  }

  @Test func theOwnCaseManagerComesFirstThenWhoBooksThenTheOthersById() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let (manager, colleague) = (try office.id(of: .manager), try office.id(of: .colleague))
      let client = try await hall.client(as: .colleague)
      // Given a client without a case, then whoever books is asked first;
      let first = try await hall.book("2026-11-24T08:00", client: client, as: .colleague)
      #expect(first.staff?.id == colleague)
      #expect(try await hall.book("2026-11-24T08:00", as: .frontDesk).staff?.id == manager)
      // with a case, then the client's own case manager, whoever books,
      _ = try await hall.openCase(client, as: .colleague)
      let caseID = try #require(
        try await office.call(CaseList.self, .init(), as: .colleague).items.first?.id
      )
      let params = AppointmentBook.Params(
        site: Hall.nord,
        serviceType: Hall.advice,
        start: try Hall.at("2026-11-24T09:00"),
        case: .id(caseID)
      )
      #expect(
        try await office.call(AppointmentBook.self, params, as: .colleague).staff?.id == colleague
      )
      // and where that one is taken another.
      try await hall.book("2026-11-24T10:00", staff: colleague)
      let other = try await hall.book("2026-11-24T10:00", client: client, as: .colleague)
      #expect(other.staff?.id == manager)
      // And what is free is told in the same order.
      let free = try await office.call(
        AppointmentFree.self,
        .init(
          site: Hall.nord,
          serviceType: Hall.advice,
          from: params.start.day,
          to: params.start.day,
          limit: PageLimit(2)
        ),
        as: .colleague
      )
      #expect(free.items.map(\.staff?.id) == [colleague, manager])
    }
  }

  @Test func whoRetiresSitsNowhereAndALoginThatNobodyHasIsRefused() async throws {
    try await Office.open { office in
      try await Self.sit(office, [("08:00", "10:00", .colleague), ("08:00", "10:00", nil)])
      let retire = StaffRetire.Params(id: try office.id(of: .colleague), ifRev: 1)
      try await office.call(StaffRetire.self, retire, as: .lead)
      // Given hours of somebody who went, then only the others are offered,
      let manager = try office.id(of: .manager)
      #expect(try await Self.people(office, at: "08:00") == [manager])
      // the hours still show whose they were, and are not loaded anew like that.
      let shown = try await office.call(OrganisationShow.self)
      #expect(shown.sites[0].hours.compactMap(\.staff?.text) == ["colleague"])
      let refused = try await fault {
        try await Self.sit(office, [("08:00", "10:30", .colleague)])
      }
      #expect(refused?["field"]?.text == "sites.rathaus-nord.hours")
      #expect(refused?.message.contains("colleague") == true)
    }
  }

  @Test func spansOfOnePersonDoNotOverlap() async throws {
    try await Office.open { office in
      let refused = try await fault {
        try await Self.sit(office, [("08:00", "10:00", .manager), ("09:00", "11:00", .manager)])
      }
      #expect(refused?["field"]?.text == "sites.rathaus-nord.hours")
    }
  }
}
