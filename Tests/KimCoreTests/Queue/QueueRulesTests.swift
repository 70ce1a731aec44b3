import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("Who is called next")
struct QueueRulesTests {
  private static let now = World.start
  private static let mine = ID<Staff>(high: 1, low: 1)
  private static let theirs = ID<Staff>(high: 1, low: 2)

  /// Somebody who has waited some minutes; the serial is their identity too.
  private func one(
    _ serial: Int,
    _ priority: TicketPriority = .walkIn,
    waited minutes: Int64,
    startsIn: Int64? = nil,
    manager: ID<Staff>? = nil
  ) -> QueueRules.Candidate {
    .init(
      id: ID(high: 0, low: UInt64(serial)),
      priority: priority,
      waitStartedAt: Self.now.adding(seconds: -60 * minutes),
      serial: serial,
      startsAt: startsIn.map { Self.now.adding(seconds: 60 * $0) },
      caseManager: manager
    )
  }

  /// The serials in the order in which one desk would call them, with the reasons.
  private func order(
    _ waiting: [QueueRules.Candidate],
    for staff: ID<Staff>? = mine
  ) -> [(UInt64, CallReason)] {
    var left = waiting
    var called: [(UInt64, CallReason)] = []
    while let next = QueueRules.next(left, for: staff, at: Self.now) {
      called.append((next.id.low, next.why))
      left.removeAll { $0.id == next.id }
    }
    return called
  }

  @Test func theUrgentWaitForNoDeskOfTheirOwn() {
    let waiting = [one(1, .urgent, waited: 0, manager: Self.theirs)]
    #expect(order(waiting).map(\.0) == [1])
  }

  @Test func nobodyWaitingNobodyCalled() {
    #expect(QueueRules.next([], for: Self.mine, at: Self.now) == nil)
  }

  @Test func urgentThenAgedThenDueThenTheLongestWaitThenEarlyAppointments() {
    let called = order([
      one(5, .appointment, waited: 50, startsIn: 30), one(4, waited: 5), one(3, waited: 10),
      one(2, .appointment, waited: 1, startsIn: 5), one(1, waited: 60), one(6, .urgent, waited: 0),
    ])
    #expect(called.map(\.0) == [6, 1, 2, 3, 4, 5])
    #expect(
      called.map(\.1) == [
        .urgent, .longestWait, .appointmentDue, .longestWait, .longestWait, .longestWait,
      ]
    )
  }

  @Test func equalWaitsGoByNumber() {
    #expect(
      order([one(3, waited: 4), one(1, waited: 4), one(2, waited: 4)]).map(\.0) == [1, 2, 3]
    )
  }

  @Test func anAppointmentIsDueFiveMinutesBeforeItsTime() {
    let walkIn = one(1, waited: 30)
    #expect(order([walkIn, one(2, .appointment, waited: 0, startsIn: 5)]).map(\.0) == [2, 1])
    #expect(order([walkIn, one(2, .appointment, waited: 0, startsIn: 6)]).map(\.0) == [1, 2])
    #expect(order([walkIn, one(2, .appointment, waited: 0, startsIn: -90)]).map(\.0) == [2, 1])
  }

  @Test func aClientIsKeptForTheirOwnCaseManagerAQuarterOfAnHour() {
    let (kept, other) = (one(1, waited: 14, manager: Self.theirs), one(2, waited: 1))
    // My desk takes the other, theirs takes the kept one, and after a quarter of an hour any desk does.
    #expect(order([kept, other]).map(\.0) == [2])
    let called = order([kept, other], for: Self.theirs)
    #expect(called.map(\.0) == [1, 2] && called.first?.1 == .ownClient)
    #expect(order([one(1, waited: 15, manager: Self.theirs), other]).map(\.0) == [1, 2])
    #expect(QueueRules.next([kept], for: nil, at: Self.now) == nil)
  }

  @Test func aWalkInIsNotStarvedByAppointmentsThatKeepComing() {
    // Given a walk-in and a new due appointment every minute,
    var waiting = [one(1, waited: 0)]
    var now = Self.now
    var called: [UInt64] = []
    for minute in 1...90 where !called.contains(1) {
      waiting.append(
        .init(
          id: ID(high: 0, low: UInt64(minute + 1)),
          priority: .appointment,
          waitStartedAt: now,
          serial: minute + 1,
          startsAt: now,
          caseManager: nil
        )
      )
      if let next = QueueRules.next(waiting, for: nil, at: now) {
        called.append(next.id.low)
        waiting.removeAll { $0.id == next.id }
      }
      now = now.adding(seconds: 60)
    }
    // then after an hour the walk-in goes first.
    #expect(called.last == 1 && called.count == 61)
  }
}
