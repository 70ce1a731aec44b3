import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("session.list", .timeLimit(.minutes(5)))
struct SessionListTests {
  private func list(
    _ office: Office,
    _ params: SessionList.Params = .init(),
    as person: Person = .manager
  ) async throws -> Page<Session> {
    try await office.call(SessionList.self, params, as: person)
  }

  @Test func listsTheNewestDayFirstWithThoseWhoWait() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let today = try await hall.session()
      for _ in 0..<3 { try await hall.ticket(today) }
      _ = try await hall.callNext(today)
      try await office.call(SessionClose.self, .init(id: today))
      let tomorrow = try Hall.day("2026-11-24")
      try await office.call(SessionOpen.self, .init(site: Hall.nord, date: tomorrow))
      _ = try await hall.session(Hall.sued, as: .faraway)
      let items = try await list(office).items
      #expect(items.map(\.date.text) == ["2026-11-24", "2026-11-23"])
      #expect(items.map(\.waiting) == [0, 2])
      #expect(try await list(office, as: .faraway).items.map(\.site.id) == [Hall.sued])
      #expect(try await list(office, .init(state: .closed)).items.map(\.id) == [today])
      #expect(try await list(office, .init(site: Hall.sued)).items.isEmpty)
      let refused = try await fault { try await list(office, as: .coordinator) }
      #expect(refused?.kind == .forbidden)
    }
  }

  @Test func pagesWithoutGapOrRepeat() async throws {
    try await Office.open { office in
      for day in 23...29 {
        let date = try Hall.day("2026-11-\(day)")
        let opened = try await office.call(SessionOpen.self, .init(site: Hall.nord, date: date))
        try await office.call(SessionClose.self, .init(id: opened.id))
      }
      let read = try await Hall.all {
        try await list(office, .init(limit: PageLimit(3), cursor: $0))
      }
      #expect(read.items.map(\.date.text) == (23...29).reversed().map { "2026-11-\($0)" })
      #expect(read.pages == 3)
      let next = try await list(office, .init(limit: PageLimit(3))).next
      let mixed = try await fault { try await list(office, .init(state: .open, cursor: next)) }
      #expect(mixed?.kind == .cursorMismatch)
    }
  }
}
