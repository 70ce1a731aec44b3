import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("reminder.list", .timeLimit(.minutes(5)))
struct ReminderListTests {
  private func list(
    _ office: Office,
    _ params: ReminderList.Params = .init(),
    as person: Person = .manager
  ) async throws -> Page<Reminder> {
    try await office.call(ReminderList.self, params, as: person)
  }

  @Test func listsThoseOfOnesOwnSitesAndTheAutomatAll() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let near = try await hall.book("2026-11-25T09:00", client: hall.client())
      let far = try await hall.book(
        "2026-11-24T09:00",
        site: Hall.sued,
        client: hall.client(as: .faraway),
        as: .faraway
      )
      #expect(try await list(office).items.map(\.appointment.id) == [near.id])
      #expect(try await list(office, as: .faraway).items.map(\.appointment.id) == [far.id])
      for person in [Person.automat, .lead] {
        #expect(
          try await list(office, as: person).items.map(\.appointment.id) == [far.id, near.id]
        )
      }
      let refused = try await fault { try await list(office, as: .frontDesk) }
      #expect(refused?.kind == .forbidden)
      // And no reply names a recipient.
      let line = try await hall.reply(ReminderList.self, .init(), as: .automat)
      #expect(!line.contains("example.org"))
    }
  }

  @Test func pagesByTheTimeWhenTheyAreDue() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      for day in ["27", "24", "26", "25"] {
        for hour in ["09", "10"] {
          try await hall.book("2026-11-\(day)T\(hour):00", client: client)
        }
      }
      let all = try await list(office).items
      #expect(all.count == 8 && all.map(\.due) == all.map(\.due).sorted())
      let read = try await Hall.all {
        try await list(office, .init(limit: PageLimit(3), cursor: $0))
      }
      #expect(read.items == all && read.pages == 3)
      let next = try await list(office, .init(limit: PageLimit(3))).next
      let mixed = try await fault { try await list(office, .init(state: .sent, cursor: next)) }
      #expect(mixed?.kind == .cursorMismatch)
    }
  }
}
