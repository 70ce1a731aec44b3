import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("appointment.book", .timeLimit(.minutes(5)))
struct AppointmentBookTests {
  @Test func booksWithTheCallerAndARoomOfTheSite() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      let booked = try await hall.book("2026-11-24T09:00", Hall.interview, client: client)
      #expect(booked.state == .booked && booked.rev == 1 && booked.durationMinutes == 60)
      #expect(try booked.staff?.id == office.id(of: .manager))
      #expect(try booked.room == Hall.label("R1"))
      #expect(booked.number.text.hasPrefix("T-2026-0001-"))
      #expect(try await hall.show(booked.id).client?.id == client)
    }
  }

  @Test func aCaseAloneNamesItsClientAndAnotherClientIsRefused() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let (client, other) = (try await hall.client(), try await hall.client())
      let id = try await hall.openCase(client).id
      var params = AppointmentBook.Params(
        site: Hall.nord,
        serviceType: Hall.advice,
        start: try Hall.at("2026-11-24T09:00"),
        case: .id(id)
      )
      let booked = try await office.call(AppointmentBook.self, params)
      #expect(try await hall.show(booked.id).client?.id == client)
      params.client = .id(other)
      let refused = try await fault { try await office.call(AppointmentBook.self, params) }
      #expect(refused?.kind == .invalidValue)
    }
  }

  @Test(
    "Times that nobody can be given",
    arguments: [
      ("2026-11-23T09:00", "not in the past"), ("2026-11-20T09:00", "not in the past"),
      ("2026-11-24T07:55", "outside the hours"), ("2026-11-24T11:50", "outside the hours"),
      ("2026-11-24T13:00", "outside the hours"), ("2026-11-28T09:00", "outside the hours"),
      ("2026-11-24T09:02", "five-minute mark"), ("2027-11-25T09:00", "366 days ahead"),
      ("2027-03-28T02:30", "the clock skips"), ("2027-10-31T02:30", "shows this time twice"),
    ]
  )
  func refusesTime(start: String, rule: String) async throws {
    try await Office.open { office in
      let refused = try await fault { try await Hall(office).book(start) }
      #expect(refused?.kind == .invalidValue)
      #expect(refused?.message.contains(rule) == true, "\(refused?.message ?? "booked")")
    }
  }

  @Test(arguments: [0, 3, 7, 485])
  func refusesALengthThatIsNoMultipleOfFive(minutes: Int) async throws {
    try await Office.open { office in
      let refused = try await fault {
        try await office.call(
          AppointmentBook.self,
          .init(
            site: Hall.nord,
            serviceType: Hall.advice,
            start: Hall.at("2026-11-24T09:00"),
            durationMinutes: minutes
          )
        )
      }
      #expect(refused?.details.first == .init("field", "durationMinutes"))
    }
  }

  @Test func placesAndPeopleOutOfScopeAreAsUnknown() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let theirs = try await hall.client(as: .faraway)
      func replies(_ change: (inout AppointmentBook.Params) -> Void) async throws -> String {
        var params = AppointmentBook.Params(
          site: Hall.nord,
          serviceType: Hall.advice,
          start: try Hall.at("2026-11-24T09:00")
        )
        change(&params)
        return try await hall.reply(AppointmentBook.self, params, as: .manager)
      }
      let foreign = try await replies { $0.client = .id(theirs) }
      #expect(try await foreign == replies { $0.client = .id(Hall.nobody()) })
      #expect(foreign.contains("not_found"))
      let site = try await replies { $0.site = Hall.sued }
      #expect(try await site == replies { $0.site = .sample })
      let far = try office.id(of: .faraway)
      let staff = try await replies { $0.staff = .id(far) }
      #expect(try await staff == replies { $0.staff = .id(Hall.nobody()) })
      #expect(staff.contains("not_found"))
    }
  }

  @Test func onlyThoseMayBookWhoseRoleSaysSo() async throws {
    try await Office.open { office in
      for person in [Person.officer, .coordinator, .automat, .daemon, .stranger] {
        let refused = try await fault {
          try await Hall(office).book("2026-11-24T09:00", as: person)
        }
        #expect(refused?.kind == .forbidden, "\(person.login)")
      }
      try await Hall(office).book("2026-11-24T09:00", as: .frontDesk)
    }
  }

  @Test func aKeyBooksOnce() async throws {
    try await Office.open { office in
      let params = AppointmentBook.Params(
        site: Hall.nord,
        serviceType: Hall.advice,
        start: try Hall.at("2026-11-24T09:00")
      )
      let meta = RequestMeta(idempotencyKey: try Hall.token("once"))
      let first = try await office.ask(AppointmentBook.self, params, meta: meta)
      let again = try await office.ask(AppointmentBook.self, params, meta: meta)
      #expect(first.output == again.output && again.meta?.replayed == true)
      #expect(try await Hall(office).number("SELECT count(*) FROM appointment") == 1)
    }
  }
}
