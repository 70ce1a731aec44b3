import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("reminder.ack", .timeLimit(.minutes(5)))
struct ReminderAckTests {
  private func ack(
    _ office: Office,
    _ id: ID<Reminder>,
    _ token: Token,
    as person: Person = .automat
  ) async throws -> Receipt<Reminder> {
    try await office.call(
      ReminderAck.self,
      .init(id: id, token: token, providerId: .sample),
      as: person
    )
  }

  @Test func recordsThatItWasSentOnce() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-23T11:00", client: hall.client())
      let leased = try #require(try await hall.lease().first)
      #expect(try await ack(office, leased.id, leased.token).state == .sent)
      let again = try await fault { try await ack(office, leased.id, leased.token) }
      #expect(again == .invalidState("sent", allowed: []))
      office.world.advance(seconds: 3600)
      #expect(try await hall.lease().isEmpty)
    }
  }

  @Test func anotherTokenAnUnknownIdAndOtherRolesAreRefused() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-23T11:00", client: hall.client())
      let planned = try #require(try await hall.reminders().first)
      let early = try await fault { try await ack(office, planned.id, .sample) }
      #expect(early == .invalidState("scheduled", allowed: [ReminderLease.name]))
      let leased = try #require(try await hall.lease().first)
      let wrong = try await fault { try await ack(office, leased.id, .sample) }
      #expect(wrong == .invalidValue("token", "the lease is another's"))
      let unknown = try await fault { try await ack(office, Hall.nobody(), leased.token) }
      #expect(unknown == .notFound("reminder"))
      let role = try await fault { try await ack(office, leased.id, leased.token, as: .manager) }
      #expect(role?.kind == .forbidden)
      // And after all that the right one still settles it.
      #expect(try await ack(office, leased.id, leased.token).state == .sent)
    }
  }
}
