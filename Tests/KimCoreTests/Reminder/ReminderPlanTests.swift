import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Which reminders a booking plans, and what takes them back.
@Suite("Planned reminders", .timeLimit(.minutes(5)))
struct ReminderPlanTests {
  @Test func aBookingPlansOneADayBefore() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      let booked = try await hall.book("2026-11-25T09:00", client: client)
      let planned = try #require(try await hall.reminders().first)
      #expect(planned.appointment.id == booked.id && planned.channel == .email)
      #expect(planned.state == .scheduled && planned.attempts == 0)
      #expect(try planned.due == OfficeZone.instant(Hall.at("2026-11-24T09:00")))
      #expect(try await hall.reminders().count == 1)
    }
  }

  @Test func withoutClientOrChannelNoneIsPlanned() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-25T09:00")
      let silent = try await hall.client(email: nil)
      try await hall.book("2026-11-25T10:00", client: silent)
      #expect(try await hall.reminders().isEmpty)
      let phone = try await hall.client(email: nil, phone: "05251 123")
      try await hall.book("2026-11-25T11:00", client: phone)
      #expect(try await hall.reminders().map(\.channel) == [.sms])
    }
  }

  @Test func cancellingMovingAndComingTakeThemBack() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      func states(_ id: ID<Appointment>) async throws -> [ReminderState] {
        try await hall.reminders().filter { $0.appointment.id == id }.map(\.state)
      }
      let cancelled = try await hall.book("2026-11-25T09:00", client: hall.client())
      try await hall.cancel(cancelled)
      #expect(try await states(cancelled.id) == [.cancelled])
      // When it is moved, then the old one is taken back and a new one planned;
      let moved = try await hall.book("2026-11-25T10:00", client: hall.client())
      let new = try await office.call(
        AppointmentReschedule.self,
        .init(id: .id(moved.id), ifRev: moved.rev, start: Hall.at("2026-11-26T10:00"))
      )
      #expect(try await states(moved.id) == [.cancelled])
      #expect(try await states(new.id) == [.scheduled])
      // when the person is there, then there is nothing to remind of.
      let today = try await hall.book("2026-11-23T10:00", client: hall.client())
      try await office.call(AppointmentCheckIn.self, .init(id: today.id, ifRev: today.rev))
      #expect(try await states(today.id) == [.cancelled])
    }
  }

  @Test func aLeasedOneIsTakenBackTooAndItsTokenIsWorthNothing() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let booked = try await hall.book("2026-11-23T11:00", client: hall.client())
      let leased = try #require(try await hall.lease().first)
      try await hall.cancel(booked)
      let late = try await fault {
        try await office.call(
          ReminderAck.self,
          .init(id: leased.id, token: leased.token),
          as: .automat
        )
      }
      #expect(late == .invalidState("cancelled", allowed: []))
      #expect(try await hall.lease().isEmpty)
    }
  }

  @Test func aConsentTakenBackCancelsThem() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client(consents: false)
      let consent = try await hall.consent(client)
      try await hall.book("2026-11-25T09:00", client: client)
      try await office.call(ConsentWithdraw.self, .init(id: consent.id))
      #expect(try await hall.reminders().map(\.state) == [.cancelled])
    }
  }

  @Test func noneIsPlannedForWhoeverNeverAgreed() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      // Given a client with an address who never agreed to messages, then a booking plans nothing,
      let client = try await hall.client(consents: false)
      let booked = try await hall.book("2026-11-25T09:00", client: client)
      #expect(try await hall.reminders().isEmpty)
      // a consent to something else plans nothing,
      _ = try await office.giveConsent(client, to: [.caseWork])
      #expect(try await hall.reminders().isEmpty)
      // and one to messages plans what is to come.
      _ = try await hall.consent(client)
      #expect(try await hall.reminders().map(\.appointment.id) == [booked.id])
    }
  }

  @Test func consentGivenLaterPlansWhatIsToComeAndOnlyThat() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client(consents: false)
      let (begun, cancelled) = (
        try await hall.book("2026-11-23T10:00", client: client),
        try await hall.book("2026-11-25T10:00", client: client)
      )
      let booked = try await hall.book("2026-11-26T10:00", client: client)
      try await hall.cancel(cancelled)
      office.world.advance(seconds: 3600)
      let consent = try await hall.consent(client)
      #expect(try await hall.reminders().map(\.appointment.id) == [booked.id])
      #expect(begun.id != booked.id)
      // When it is taken back and given again, then it is planned once more, and a second time plans nothing.
      try await office.call(ConsentWithdraw.self, .init(id: consent.id))
      for _ in 0..<2 { _ = try await hall.consent(client) }
      #expect(try await hall.reminders().map(\.state) == [.cancelled, .scheduled])
    }
  }

  @Test func aChannelThatComesOrGoesTakesTheRemindersAlong() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client(email: nil)
      try await hall.book("2026-11-25T09:00", client: client)
      func update(_ email: Change<Personal<EmailAddress>>?, phone: String? = nil) async throws {
        let rev = try await office.call(ClientShow.self, .init(id: client)).rev
        let number = try phone.map { try personal($0) as Personal<PhoneNumber> }
        try await office.call(
          ClientUpdate.self,
          .init(id: .id(client), ifRev: rev, email: email, phone: number.map { .set($0) })
        )
      }
      func open() async throws -> [ReminderChannel] {
        try await hall.reminders().filter { $0.state == .scheduled }.map(\.channel)
      }
      #expect(try await open().isEmpty)
      try await update(nil, phone: "05251 123")
      #expect(try await open() == [.sms])
      try await update(.set(personal("probe@example.org")))
      #expect(try await open() == [.email])
      try await update(.clear)
      #expect(try await open() == [.sms])
      // And none of it lies in the dead list.
      #expect(try await hall.reminders().allSatisfy { $0.problem == nil })
    }
  }

  @Test func whatWasSentIsNotPlannedAgain() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      try await hall.book("2026-11-23T11:00", client: client)
      let leased = try #require(try await hall.lease().first)
      let ack = ReminderAck.Params(id: leased.id, token: leased.token)
      try await office.call(ReminderAck.self, ack, as: .automat)
      _ = try await hall.consent(client)
      #expect(try await hall.reminders().map(\.state) == [.sent])
    }
  }
}
