import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("appointment.free", .timeLimit(.minutes(5)))
struct AppointmentFreeTests {
  @Test func cutsTheHoursForAppointmentsAndOffersEachPerson() async throws {
    try await Office.open { office in
      let free = try await Hall(office).free("2026-11-24")
      let staff = [try office.id(of: .manager), try office.id(of: .colleague)].sorted()
      let starts = try ["08:00", "09:00", "10:00", "11:00"].map { try Hall.at("2026-11-24T\($0)") }
      #expect(
        free.map { [$0.start.text, $0.staff?.id.text] }
          == starts.flatMap { start in staff.map { [start.text, $0.text] } }
      )
    }
  }

  @Test func offersNothingOfThePastOrOfDaysWithoutHours() async throws {
    try await Office.open { office in
      // Given Monday, nine o'clock, when asked for today, then nine has begun and is gone.
      let today = try await Hall(office).free("2026-11-23")
      #expect(Set(today.map(\.start.time.text)) == ["10:00", "11:00"])
      #expect(try await Hall(office).free("2026-11-20", "2026-11-22").isEmpty)
    }
  }

  @Test func whatIsBookedIsNotOffered() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let (mine, theirs) = (try office.id(of: .manager), try office.id(of: .colleague))
      // Given a quarter of an hour of mine within the hour from nine,
      let booked = try await hall.book("2026-11-24T09:30", staff: mine)
      func people() async throws -> [ID<Staff>] {
        try await hall.free("2026-11-24").filter { $0.start.time.text == "09:00" }.compactMap(
          \.staff?.id
        )
      }
      // then that hour is theirs alone, and nobody's when the second room is taken too,
      #expect(try await people() == [theirs])
      let second = try await hall.book("2026-11-24T09:30", staff: theirs)
      #expect(try await people().isEmpty)
      // until both are cancelled.
      try await hall.cancel(booked)
      try await hall.cancel(second)
      #expect(try await Set(people()) == [mine, theirs])
    }
  }

  @Test func everythingOfferedCanBeBooked() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      for slot in try await hall.free("2026-11-24", "2026-11-25") {
        try await hall.book(slot.start.text, Hall.interview, staff: slot.staff?.id)
      }
      #expect(try await hall.free("2026-11-24", "2026-11-25").isEmpty)
    }
  }

  @Test func keepsTheWallClockAcrossBothChangesOfTheClock() async throws {
    try await Office.open { office in
      // Given the Fridays before and the Mondays after the clock goes forward and back,
      for (friday, monday) in [("2027-03-26", "2027-03-29"), ("2027-10-29", "2027-11-01")] {
        let before = try await Hall(office).free(friday)
        let after = try await Hall(office).free(monday)
        // then the hours read alike, though in UTC they moved.
        #expect(before.map(\.start.time) == after.map(\.start.time) && !before.isEmpty)
      }
      #expect(
        try OfficeZone.instant(Hall.at("2027-03-29T08:00")).text == "2027-03-29T06:00:00.000000Z"
      )
      #expect(
        try OfficeZone.instant(Hall.at("2027-11-01T08:00")).text == "2027-11-01T07:00:00.000000Z"
      )
    }
  }

  @Test func aLimitCutsAndTheSpanIsBounded() async throws {
    try await Office.open { office in
      var params = AppointmentFree.Params(
        site: Hall.nord,
        serviceType: Hall.advice,
        from: try Hall.day("2026-11-24"),
        to: try Hall.day("2026-12-24"),
        limit: PageLimit(3)
      )
      #expect(try await office.call(AppointmentFree.self, params).items.count == 3)
      for days in [61, -1] {
        params.to = params.from.adding(days: days)
        let refused = try await fault { try await office.call(AppointmentFree.self, params) }
        #expect(refused?.kind == .invalidValue)
      }
    }
  }

  @Test func foreignSitesAndPeopleAreAsUnknownAndRolesHold() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let day = try Hall.day("2026-11-24")
      func reply(
        _ site: Slug<Site>,
        staff: ID<Staff>? = nil,
        as person: Person = .manager
      ) async throws -> String {
        try await hall.reply(
          AppointmentFree.self,
          .init(
            site: site,
            serviceType: Hall.advice,
            from: day,
            to: day,
            staff: staff.map { .id($0) }
          ),
          as: person
        )
      }
      let foreign = try await reply(Hall.sued)
      #expect(try await foreign == reply(.sample))
      #expect(foreign.contains("not_found"))
      let far = try office.id(of: .faraway)
      #expect(try await reply(Hall.nord, staff: far) == reply(Hall.nord, staff: Hall.nobody()))
      #expect(try await reply(Hall.nord, as: .officer).contains("forbidden"))
      #expect(try await reply(Hall.nord, as: .frontDesk).contains("items"))
    }
  }
}
