import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("reminder.lease", .timeLimit(.minutes(5)))
struct ReminderLeaseTests {
  @Test func handsOutWhatIsDueAndNothingEarlier() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-25T09:00", client: hall.client())
      office.world.advance(seconds: 86_399)
      #expect(try await hall.lease().isEmpty)
      office.world.advance(seconds: 1)
      let leased = try #require(try await hall.lease().first)
      #expect(leased.recipient.value.text == "probe@example.org" && leased.channel == .email)
      #expect(leased.due == office.world.now)
      let row = try #require(try await hall.reminders().first)
      #expect(row.state == .leased && row.attempts == 1)
    }
  }

  @Test func twoAtOnceNeverGetTheSame() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let client = try await hall.client()
      for quarter in 0..<8 {
        try await hall.book(
          "2026-11-23T1\(quarter / 4):\(["00", "15", "30", "45"][quarter % 4])",
          client: client
        )
      }
      // When six senders ask for three each at once,
      let leased = try await withThrowingTaskGroup(of: [LeasedReminder].self) { group in
        for _ in 0..<6 {
          group.addTask { try await Hall(office).lease(.init(limit: PageLimit(3))) }
        }
        return try await group.reduce(into: [LeasedReminder]()) { $0 += $1 }
      }
      // then each of the eight went to one, under a token of its own.
      #expect(leased.count == 8 && Set(leased.map(\.id)).count == 8)
      #expect(Set(leased.map(\.token)).count == 8)
    }
  }

  @Test func aLapsedLeaseIsHandedOutAgainUnderAnotherToken() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-23T11:00", client: hall.client())
      let first = try #require(try await hall.lease(.init(leaseSeconds: 60)).first)
      office.world.advance(seconds: 59)
      #expect(try await hall.lease().isEmpty)
      office.world.advance(seconds: 1)
      let second = try #require(try await hall.lease().first)
      #expect(second.id == first.id && second.token != first.token)
      // Then the first token settles nothing any more.
      let late = try await fault {
        try await office.call(
          ReminderAck.self,
          .init(id: first.id, token: first.token),
          as: .automat
        )
      }
      #expect(late?.kind == .invalidValue)
      #expect(try await hall.reminders().first?.attempts == 2)
    }
  }

  @Test func oneThatCannotGoDiesWithTheReasonAndTheOthersGo() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let bad = try await hall.client()
      try await hall.spoilAddresses()
      let good = try await hall.client()
      // Given a hundred reminders of which one may not go,
      let booked = try await hall.book("2026-11-25T08:00", client: bad)
      try await remind(99, of: good, in: office)
      office.world.advance(seconds: 2 * 86_400 - 7200)
      // when they are leased,
      let leased = try await hall.lease()
      // then ninety-nine go and the one is dead, visibly.
      #expect(leased.count == 99)
      let dead = try await office.call(ReminderList.self, .init(state: .dead), as: .automat).items
      #expect(dead.map(\.appointment.id) == [booked.id] && dead.first?.problem == .noRecipient)
    }
  }

  /// Appointments of a client from Wednesday half past eight on, a quarter of an hour each.
  private func remind(_ count: Int, of client: ID<Client>, in office: Office) async throws {
    let day = try Hall.day("2026-11-25")
    for number in 0..<count {
      let date = [0, 1, 2, 5, 6, 7, 8, 9, 12][number / 12]
      let time = try #require(TimeOfDay(minutes: 510 + number % 12 * 15))
      let start = LocalTime(day: day.adding(days: date), time: time)
      try await Hall(office).book(start.text, client: client)
    }
    // They are all due at once, as after a long stop.
    try await Hall(office).execute("UPDATE reminder SET due=(SELECT min(due) FROM reminder)")
  }

  @Test func aPageOfBadOnesDoesNotHideTheGoodOnesBehindThem() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      for minute in ["00", "15", "30"] {
        try await hall.book("2026-11-23T10:\(minute)", client: hall.client())
      }
      try await hall.spoilAddresses()
      try await hall.book("2026-11-23T11:00", client: hall.client())
      #expect(try await hall.lease(.init(limit: PageLimit(2))).count == 1)
    }
  }

  @Test func oneWhoseAddressDoesNotOpenStopsNobody() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      // Given two reminders of which the first's address was damaged on the disk,
      try await hall.book("2026-11-23T10:00", client: hall.client())
      try await hall.spoilAddresses()
      try await hall.book("2026-11-23T11:00", client: hall.client())
      // then the other goes and the first is dead.
      #expect(try await hall.lease().count == 1)
      let dead = try await office.call(ReminderList.self, .init(state: .dead), as: .automat).items
      #expect(dead.map(\.problem) == [.noRecipient])
    }
  }

  @Test func appointmentsThatBeganMeanwhileDieWithTheirReason() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-23T10:00", client: hall.client())
      office.world.advance(seconds: 3600)
      #expect(try await hall.lease().isEmpty)
      #expect(try await hall.reminders().map(\.problem) == [.tooLate])
    }
  }

  @Test func nothingIsHandedOutAgainstAConsentAndNothingDiesForWantOfIt() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-23T11:00", client: hall.client())
      // Given a consent that was taken back past all rules, then its reminder is taken back, not given up.
      try await hall.execute("UPDATE consent SET state='withdrawn',withdrawnAt=1")
      #expect(try await hall.lease().isEmpty)
      #expect(try await hall.reminders().map(\.state) == [.cancelled])
    }
  }

  @Test func channelsAreChosenByTheSender() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.book("2026-11-23T10:00", client: hall.client(email: nil, phone: "05251 123"))
      try await hall.book("2026-11-23T11:00", client: hall.client())
      let sms = try await hall.lease(.init(channels: [.sms]))
      #expect(sms.map(\.recipient.value.text) == ["05251 123"])
      #expect(try await hall.lease().map(\.channel) == [.email])
    }
  }

  @Test(arguments: [0, 9, 3601])
  func aLeaseLastsTenSecondsToAnHour(seconds: Int) async throws {
    try await Office.open { office in
      let refused = try await fault { try await Hall(office).lease(.init(leaseSeconds: seconds)) }
      #expect(refused?.kind == .invalidValue)
    }
  }

  @Test func onlyTheAutomatSends() async throws {
    try await Office.open { office in
      for person in [Person.manager, .lead, .coordinator, .frontDesk, .officer, .daemon] {
        let refused = try await fault {
          try await office.call(ReminderLease.self, .init(), as: person)
        }
        #expect(refused?.kind == .forbidden, "\(person.login)")
      }
    }
  }
}
