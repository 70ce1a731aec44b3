import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("appointment.cancel", .timeLimit(.minutes(5)))
struct AppointmentCancelTests {
  @Test func endsTheAppointmentAndSealsTheReason() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      for client in [try await hall.client(), nil] {
        let booked = try await hall.book("2026-11-24T09:00", client: client)
        let done = try await office.call(
          AppointmentCancel.self,
          .init(
            id: .id(booked.id),
            ifRev: booked.rev,
            by: .client,
            reason: Personal(Hall.label("Zahnarzt Beispiel"))
          )
        )
        #expect(done.state == .cancelled && done.rev == 2)
      }
      // Then the reason stands nowhere in plain letters.
      let plain = try await hall.number(
        "SELECT count(*) FROM appointment WHERE instr(cancelReason,CAST('Zahnarzt' AS BLOB))>0"
      )
      #expect(plain == 0)
      #expect(
        try await hall.number("SELECT count(*) FROM appointment WHERE cancelReason IS NOT NULL")
          == 2
      )
      #expect(try await hall.number("SELECT count(*) FROM claim") == 0)
    }
  }

  @Test func onlyBeforeItBeginsAndOnlyOnce() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let (first, second) = (
        try await hall.book("2026-11-23T10:00"), try await hall.book("2026-11-24T10:00")
      )
      try await hall.cancel(second)
      let again = try await fault {
        try await office.call(
          AppointmentCancel.self,
          .init(id: .id(second.id), ifRev: 2, by: .office)
        )
      }
      #expect(again == .invalidState("cancelled", allowed: []))
      office.world.advance(seconds: 3600)
      let begun = try await fault { try await hall.cancel(first) }
      #expect(begun == .invalidState("begun", allowed: Hall.onceBegun))
    }
  }

  @Test func staleRevisionsForeignIdsAndRoles() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let booked = try await hall.book("2026-11-24T09:00")
      func reply(
        _ id: ID<Appointment>,
        _ person: Person,
        ifRev: Int = 1
      ) async throws -> String {
        try await hall.reply(
          AppointmentCancel.self,
          .init(id: .id(id), ifRev: ifRev, by: .office),
          as: person
        )
      }
      #expect(try await reply(booked.id, .manager, ifRev: 2).contains("stale_revision"))
      #expect(try await reply(booked.id, .faraway) == reply(Hall.nobody(), .faraway))
      #expect(try await reply(booked.id, .officer).contains("forbidden"))
      #expect(try await hall.show(booked.id).state == .booked)
    }
  }
}
