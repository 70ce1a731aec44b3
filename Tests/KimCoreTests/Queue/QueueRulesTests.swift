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
    manager: ID<Staff>? = nil,
    isThere: Bool = true
  ) -> QueueRules.Candidate {
    .init(
      id: ID(high: 0, low: UInt64(serial)),
      priority: priority,
      waitStartedAt: Self.now.adding(seconds: -60 * minutes),
      serial: serial,
      startsAt: startsIn.map { Self.now.adding(seconds: 60 * $0) },
      caseManager: manager,
      isManagerThere: manager != nil && isThere
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
    // My desk takes the other, theirs takes the kept one,
    #expect(order([kept, other]).map(\.0) == [2])
    let called = order([kept, other], for: Self.theirs)
    #expect(called.map(\.0) == [1, 2] && called.first?.1 == .ownClient)
    #expect(QueueRules.next([kept], for: nil, at: Self.now) == nil)
    // after a quarter of an hour any desk does and is told why; at once where she is not there.
    let late = order([one(1, waited: 15, manager: Self.theirs), other])
    #expect(late.map(\.0) == [1, 2] && late.first?.1 == .managerBusy)
    let absent = order([one(1, waited: 2, manager: Self.theirs, isThere: false), other])
    #expect(absent.map(\.0) == [1, 2] && absent.first?.1 == .longestWait)
  }

  @Test(arguments: 1...200)
  func whatIsToldIsTheOrderInWhichIsCalled(seed: UInt64) {
    // Given people of all kinds who come one after another,
    var random = Self.Chance(state: seed)
    var waiting: [QueueRules.Candidate] = []
    for serial in 1...12 {
      let priority = TicketPriority.allCases[random.below(3)]
      waiting.append(
        one(
          serial,
          priority,
          waited: Int64(random.below(80)),
          startsIn: priority == .appointment ? Int64(random.below(60)) - 30 : nil,
          manager: random.below(3) == 0 ? Self.theirs : nil,
          isThere: random.below(2) == 0
        )
      )
      // when a desk without clients of its own calls all that it may, then nobody is called later than they were told,
      let told = waiting.map { ($0, QueueRules.ahead(of: $0.id, in: waiting, at: Self.now)) }
      let called = order(waiting, for: Self.mine).map(\.0)
      for (index, serial) in called.enumerated() {
        #expect(index <= told.first { $0.0.serial == Int(serial) }?.1 ?? -1)
      }
      // and where the desk of their case manager serves alone, each is called when it was told.
      let theirs = order(waiting, for: Self.theirs).map(\.0)
      #expect(told.sorted { $0.1 < $1.1 }.map { UInt64($0.0.serial) } == theirs)
    }
  }

  /// Chance that is the same in every run.
  private struct Chance {
    var state: UInt64
    mutating func below(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
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
          caseManager: nil,
          isManagerThere: false
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
