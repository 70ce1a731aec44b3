import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("appointment.list", .timeLimit(.minutes(5)))
struct AppointmentListTests {
  private func list(
    _ office: Office,
    _ params: AppointmentList.Params = .init(),
    as person: Person = .manager
  ) async throws -> Page<Appointment> {
    try await office.call(AppointmentList.self, params, as: person)
  }

  @Test func listsByBeginFromTodayWithinScope() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      for start in ["2026-11-25T09:00", "2026-11-23T10:00", "2026-11-24T09:00"] {
        try await hall.book(start)
      }
      try await hall.book("2026-11-24T09:00", site: Hall.sued, as: .faraway)
      let starts = try await list(office).items.map(\.start.text)
      #expect(starts == ["2026-11-23T10:00", "2026-11-24T09:00", "2026-11-25T09:00"])
      #expect(try await list(office, as: .faraway).items.count == 1)
      #expect(try await list(office, .init(site: Hall.sued)).items.isEmpty)
      // And a day later today's are the past, unless they are asked for.
      office.world.advance(seconds: 86_400)
      #expect(try await list(office).items.count == 2)
      #expect(try await list(office, .init(from: Hall.day("2026-11-23"))).items.count == 3)
    }
  }

  @Test func filtersByDaysPersonAndState() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let (mine, theirs) = (try office.id(of: .manager), try office.id(of: .colleague))
      let first = try await hall.book("2026-11-24T09:00", staff: mine)
      let second = try await hall.book("2026-11-25T09:00", staff: theirs)
      try await hall.cancel(first)
      func ids(_ params: AppointmentList.Params) async throws -> [ID<Appointment>] {
        try await list(office, params).items.map(\.id)
      }
      #expect(try await ids(.init(to: Hall.day("2026-11-24"))) == [first.id])
      #expect(try await ids(.init(staff: .id(theirs))) == [second.id])
      #expect(try await ids(.init(state: .cancelled)) == [first.id])
      #expect(try await ids(.init(staff: .id(mine), state: .booked)).isEmpty)
    }
  }

  @Test func pagesWithoutGapOrRepeatAndCursorsKeepTheirFilter() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      // Given seven appointments, two at each begin,
      for minute in ["00", "15", "30"] {
        for _ in 0..<2 { try await hall.book("2026-11-24T09:\(minute)") }
      }
      try await hall.book("2026-11-24T10:00")
      let all = try await list(office).items.map(\.id)
      // when they are read in pages of three, then each comes once.
      let read = try await Hall.all {
        try await list(office, .init(limit: PageLimit(3), cursor: $0))
      }
      #expect(read.items.map(\.id) == all && all.count == 7 && read.pages == 3)
      let next = try await list(office, .init(limit: PageLimit(3))).next
      let mixed = try await fault {
        try await list(office, .init(state: .booked, cursor: next))
      }
      #expect(mixed?.kind == .cursorMismatch)
      let garbled = try await fault { try await list(office, .init(cursor: .sample)) }
      #expect(garbled?.kind == .cursorMismatch)
    }
  }

  @Test func clientsAreLeftOutForThoseWhoMayNotKnowThem() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      try await hall.book("2026-11-24T09:00", client: client)
      #expect(try await list(office).items.map(\.client?.id) == [client])
      #expect(try await list(office, as: .frontDesk).items.map(\.client) == [nil])
      let refused = try await fault { try await list(office, as: .coordinator) }
      #expect(refused?.kind == .forbidden)
    }
  }
}
