import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("reminder.fail", .timeLimit(.minutes(5)))
struct ReminderFailTests {
  private func fail(
    _ office: Office,
    _ id: ID<Reminder>,
    _ token: Token,
    as person: Person = .automat
  ) async throws -> Receipt<Reminder> {
    try await office.call(
      ReminderFail.self,
      .init(id: id, token: token, reason: Personal(Hall.label("mailbox of Probe is full"))),
      as: person
    )
  }

  @Test func waitsTwiceAsLongEachTimeAndDiesAfterFive() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let booked = try await hall.book("2026-11-24T10:00", client: hall.client())
      office.world.advance(seconds: 3600)
      for (attempt, seconds) in [(1, 300), (2, 600), (3, 1200), (4, 2400)] as [(Int, Int64)] {
        let leased = try #require(try await hall.lease().first)
        #expect(try await fail(office, leased.id, leased.token).state == .scheduled)
        let row = try #require(try await hall.reminders().first)
        #expect(row.attempts == attempt && row.due == office.world.now.adding(seconds: seconds))
        office.world.advance(seconds: seconds - 1)
        #expect(try await hall.lease().isEmpty)
        office.world.advance(seconds: 1)
      }
      let last = try #require(try await hall.lease().first)
      #expect(try await fail(office, last.id, last.token).state == .dead)
      let row = try #require(try await hall.reminders().first)
      #expect(row.problem == .tooManyAttempts && row.attempts == 5)
      #expect(row.appointment.id == booked.id)
      office.world.advance(seconds: 3600)
      #expect(try await hall.lease().isEmpty)
    }
  }

  @Test func leasesThatLapseCountAsAttemptsToo() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-24T10:00", client: hall.client())
      office.world.advance(seconds: 3600)
      for _ in 0..<5 {
        #expect(try await hall.lease(.init(leaseSeconds: 10)).count == 1)
        office.world.advance(seconds: 10)
      }
      #expect(try await hall.lease().isEmpty)
      #expect(try await hall.reminders().map(\.problem) == [.tooManyAttempts])
    }
  }

  @Test func theReasonIsSealedAndOthersAreRefused() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-23T11:00", client: hall.client())
      let leased = try #require(try await hall.lease().first)
      let wrong = try await fault { try await fail(office, leased.id, .sample) }
      #expect(wrong?.kind == .invalidValue)
      let unknown = try await fault { try await fail(office, Hall.nobody(), leased.token) }
      #expect(unknown == .notFound("reminder"))
      let role = try await fault { try await fail(office, leased.id, leased.token, as: .lead) }
      #expect(role?.kind == .forbidden)
      _ = try await fail(office, leased.id, leased.token)
      #expect(try await hall.number("SELECT count(failReason) FROM reminder") == 1)
      let plain = try await hall.number(
        "SELECT count(*) FROM reminder WHERE instr(failReason,CAST('mailbox' AS BLOB))>0"
      )
      #expect(plain == 0)
    }
  }
}
