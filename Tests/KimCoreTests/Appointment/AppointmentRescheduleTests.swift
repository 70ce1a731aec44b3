import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("appointment.reschedule", .timeLimit(.minutes(5)))
struct AppointmentRescheduleTests {
  private func move(
    _ office: Office,
    _ booked: AppointmentReceipt,
    to start: String,
    ifRev: Int? = nil,
    as person: Person = .manager
  ) async throws -> AppointmentReceipt {
    try await office.call(
      AppointmentReschedule.self,
      .init(id: .id(booked.id), ifRev: ifRev ?? booked.rev, start: Hall.at(start)),
      as: person
    )
  }

  @Test func theOldOneEndsAndTheNewOneNamesIt() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      let old = try await hall.book("2026-11-24T09:00", client: client)
      let new = try await move(office, old, to: "2026-11-25T09:00")
      #expect(new.id != old.id && new.state == .booked && new.staff == old.staff)
      let (before, after) = (try await hall.show(old.id), try await hall.show(new.id))
      #expect(before.state == .rescheduled && before.rev == 2)
      #expect(after.supersedes == old.id && after.client?.id == client)
      // And the old time is free again, the new one is not.
      let staff = try #require(old.staff?.id)
      try await hall.book("2026-11-24T09:00", staff: staff)
      let taken = try await fault { try await hall.book("2026-11-25T09:00", staff: staff) }
      #expect(taken?.kind == .slotTaken)
    }
  }

  @Test func theNumberStaysThroughMovesAndMeansTheLast() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      // Given an appointment that was moved twice,
      let first = try await hall.book("2026-11-24T09:00")
      let second = try await move(office, first, to: "2026-11-25T09:00")
      let third = try await move(office, second, to: "2026-11-26T09:00")
      // then the slip of paper in the client's hand is still true,
      #expect(second.number == first.number && third.number == first.number)
      let shown = try await office.call(AppointmentShow.self, .init(number: first.number))
      #expect(shown.id == third.id && shown.supersedes == second.id)
      // also when it is over, and the next booking has another number.
      try await hall.cancel(third)
      let over = try await office.call(AppointmentShow.self, .init(number: first.number))
      #expect(over.id == third.id && over.state == .cancelled)
      #expect(try await hall.book("2026-11-24T09:00").number != first.number)
      // And the schema has no second one of a number.
      await #expect(throws: (any Error).self) {
        try await hall.execute("UPDATE appointment SET state='booked' WHERE state='rescheduled'")
      }
    }
  }

  @Test func aTakenTargetLeavesTheOldOneAsItWas() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      let staff = try office.id(of: .manager)
      try await hall.book("2026-11-25T09:00", staff: staff)
      let old = try await hall.book("2026-11-24T09:00", staff: staff, client: client)
      let before = try await (hall.show(old.id), hall.reminders())
      let changes = try await hall.changes()
      // When the target is taken,
      let refused = try await fault { try await move(office, old, to: "2026-11-25T09:00") }
      // then nothing at all changed: row, claims, reminders, feed.
      #expect(refused?.kind == .slotTaken)
      #expect(try await hall.show(old.id) == before.0)
      #expect(try await hall.reminders() == before.1)
      #expect(try await hall.changes() == changes)
      let taken = try await fault { try await hall.book("2026-11-24T09:00", staff: staff) }
      #expect(taken?.kind == .slotTaken)
    }
  }

  @Test func mayOverlapItsOwnOldTime() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      let old = try await hall.book("2026-11-24T09:00", Hall.interview, client: client)
      #expect(try await move(office, old, to: "2026-11-24T09:30").staff == old.staff)
    }
  }

  @Test func onlyBeforeItBeginsAndOnlyWhileBooked() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let old = try await hall.book("2026-11-23T10:00")
      let later = try await hall.book("2026-11-24T10:00")
      try await hall.cancel(later)
      office.world.advance(seconds: 3600)
      let begun = try await fault { try await move(office, old, to: "2026-11-25T09:00") }
      #expect(begun == .invalidState("begun", allowed: Hall.onceBegun))
      let over = try await fault {
        try await move(office, later, to: "2026-11-25T09:00", ifRev: later.rev + 1)
      }
      #expect(over == .invalidState("cancelled", allowed: []))
    }
  }

  @Test func staleRevisionsWrongTimesForeignIdsAndRoles() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let old = try await hall.book("2026-11-24T09:00")
      let stale = try await fault { try await move(office, old, to: "2026-11-25T09:00", ifRev: 7) }
      #expect(stale?.kind == .staleRevision)
      for start in ["2026-11-23T08:00", "2026-11-25T13:00", "2026-11-25T09:01"] {
        let refused = try await fault { try await move(office, old, to: start) }
        #expect(refused?.kind == .invalidValue, "\(start)")
      }
      let start = try Hall.at("2026-11-25T09:00")
      func reply(_ id: ID<Appointment>, _ person: Person) async throws -> String {
        try await hall.reply(
          AppointmentReschedule.self,
          .init(id: .id(id), ifRev: 1, start: start),
          as: person
        )
      }
      #expect(try await reply(old.id, .faraway) == reply(Hall.nobody(), .faraway))
      #expect(try await reply(old.id, .coordinator).contains("forbidden"))
      #expect(try await hall.show(old.id).state == .booked)
    }
  }
}
