import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("appointment.show", .timeLimit(.minutes(5)))
struct AppointmentShowTests {
  @Test func showsByIdAndByNumberAlike() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let booked = try await hall.book("2026-11-24T09:00", language: "ar")
      let shown = try await hall.show(booked.id)
      #expect(try await office.call(AppointmentShow.self, .init(number: booked.number)) == shown)
      #expect(shown.start == booked.start && shown.language?.text == "ar")
      for params in [AppointmentShow.Params(), .init(id: .id(booked.id), number: booked.number)] {
        let refused = try await fault { try await office.call(AppointmentShow.self, params) }
        #expect(refused?.kind == .invalidValue)
      }
    }
  }

  @Test func whoseItIsOnlyThoseSeeWhoMayKnowTheClient() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      _ = try await hall.openCase(client).id
      let booked = try await hall.book("2026-11-24T09:00", client: client)
      #expect(try await hall.show(booked.id).client?.id == client)
      // The front desk sees the appointment, the colleague sees it too; the client's is not theirs to know.
      for person in [Person.frontDesk, .colleague] {
        let shown = try await hall.show(booked.id, as: person)
        #expect(shown.client == nil && shown.case == nil && shown.number == booked.number)
      }
    }
  }

  @Test func foreignOnesAreAsUnknownAndRolesHold() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let booked = try await hall.book("2026-11-24T09:00")
      let number = try #require(Number<Appointment>(year: 2026, serial: 99))
      func reply(_ params: AppointmentShow.Params, _ person: Person) async throws -> String {
        try await hall.reply(AppointmentShow.self, params, as: person)
      }
      let unknown = try await reply(.init(id: Hall.nobody()), .faraway)
      #expect(unknown.contains("not_found"))
      #expect(try await reply(.init(id: booked.id), .faraway) == unknown)
      #expect(try await reply(.init(number: booked.number), .faraway) == unknown)
      #expect(try await reply(.init(number: number), .faraway) == unknown)
      #expect(try await reply(.init(id: booked.id), .coordinator).contains("forbidden"))
    }
  }
}
