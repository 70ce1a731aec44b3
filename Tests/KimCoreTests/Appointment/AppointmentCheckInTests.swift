import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("appointment.checkIn", .timeLimit(.minutes(5)))
struct AppointmentCheckInTests {
  private func checkIn(
    _ office: Office,
    _ booked: AppointmentReceipt,
    ifRev: Int? = nil
  ) async throws -> Receipt<Appointment> {
    try await office.call(
      AppointmentCheckIn.self,
      .init(id: booked.id, ifRev: ifRev ?? booked.rev)
    )
  }

  @Test func recordsThatThePersonCame() async throws {
    try await Office.open { office in
      let booked = try await Hall(office).book("2026-11-23T10:00")
      #expect(try await checkIn(office, booked) == .init(id: booked.id, rev: 2, state: .arrived))
      let again = try await fault { try await checkIn(office, booked, ifRev: 2) }
      #expect(
        again == .invalidState("arrived", allowed: [TicketIssue.name])
      )
      // And the time stays theirs.
      #expect(try await Hall(office).number("SELECT count(*) FROM claim") == 6)
    }
  }

  @Test func onlyOnItsDayOnTheWallClock() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let booked = try await hall.book("2026-11-24T08:00")
      // When it is the evening before, then it is too early;
      office.world.set(try OfficeZone.instant(Hall.at("2026-11-23T23:59")))
      let early = try await fault { try await checkIn(office, booked) }
      #expect(early?.kind == .invalidValue)
      // at midnight in the office, though in UTC it is still yesterday, it is the day.
      office.world.set(try OfficeZone.instant(Hall.at("2026-11-24T00:00")))
      #expect(try await checkIn(office, booked).state == .arrived)
    }
  }

  @Test func cancelledOnesStaleRevisionsForeignIdsAndRoles() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let booked = try await hall.book("2026-11-23T10:00")
      let stale = try await fault { try await checkIn(office, booked, ifRev: 3) }
      #expect(stale?.kind == .staleRevision)
      func reply(_ id: ID<Appointment>, _ person: Person) async throws -> String {
        try await hall.reply(AppointmentCheckIn.self, .init(id: id, ifRev: 1), as: person)
      }
      #expect(try await reply(booked.id, .faraway) == reply(Hall.nobody(), .faraway))
      #expect(try await reply(booked.id, .automat).contains("forbidden"))
      try await hall.cancel(booked)
      let over = try await fault { try await checkIn(office, booked, ifRev: 2) }
      #expect(over == .invalidState("cancelled", allowed: []))
    }
  }
}
