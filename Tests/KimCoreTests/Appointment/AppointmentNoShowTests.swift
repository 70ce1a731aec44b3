import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("appointment.noShow", .timeLimit(.minutes(5)))
struct AppointmentNoShowTests {
  @Test func recordsThatNobodyCameOnceItHasBegun() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let booked = try await hall.book("2026-11-23T10:00")
      let params = AppointmentNoShow.Params(id: booked.id, ifRev: booked.rev)
      // When it is a second too early, then nobody is missing yet;
      office.world.advance(seconds: 3599)
      let early = try await fault { try await office.call(AppointmentNoShow.self, params) }
      #expect(early?.kind == .invalidValue)
      // when it begins, then it can be said, once, and its time is given back.
      office.world.advance(seconds: 1)
      #expect(try await office.call(AppointmentNoShow.self, params).state == .noShow)
      #expect(try await hall.number("SELECT count(*) FROM claim") == 0)
      let again = try await fault {
        try await office.call(AppointmentNoShow.self, .init(id: booked.id, ifRev: 2))
      }
      #expect(again == .invalidState("no_show", allowed: []))
    }
  }

  @Test func whoCameIsNeverANoShow() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let booked = try await hall.book("2026-11-23T10:00")
      let here = try await office.call(AppointmentCheckIn.self, .init(id: booked.id, ifRev: 1))
      office.world.advance(seconds: 7200)
      let refused = try await fault {
        try await office.call(AppointmentNoShow.self, .init(id: booked.id, ifRev: here.rev))
      }
      #expect(refused == .invalidState("arrived", allowed: [TicketIssue.name]))
    }
  }

  @Test func staleRevisionsForeignIdsAndRoles() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let booked = try await hall.book("2026-11-23T10:00")
      office.world.advance(seconds: 7200)
      func reply(
        _ id: ID<Appointment>,
        _ person: Person,
        ifRev: Int = 1
      ) async throws -> String {
        try await hall.reply(AppointmentNoShow.self, .init(id: id, ifRev: ifRev), as: person)
      }
      #expect(try await reply(booked.id, .manager, ifRev: 2).contains("stale_revision"))
      #expect(try await reply(booked.id, .faraway) == reply(Hall.nobody(), .faraway))
      #expect(try await reply(booked.id, .lead).contains("forbidden"))
    }
  }
}
