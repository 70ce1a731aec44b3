import KimAPI
import Synchronization

/// The slots of an office, each given out once.
final class Slots: Sendable {
  static let minutes = 30
  /// Hours of the wall clock that every day of the year has once.
  static let hours = 3..<24
  private static let days = 360
  private static let perDay = hours.count * 60 / minutes
  private let taken = Atomic<Int>(0)
  let firstDay: Day
  var lastDay: Day { firstDay.adding(days: Self.days - 1) }

  init(firstDay: Day) { self.firstDay = firstDay }

  /// A slot of one of some members of staff; nil where none is left.
  func take(of staff: Int) -> (staff: Int, start: LocalTime)? {
    let number = taken.add(1, ordering: .relaxed).oldValue
    let slot = number / staff
    guard slot < Self.days * Self.perDay else { return nil }
    let minutes = Self.hours.lowerBound * 60 + slot % Self.perDay * Self.minutes
    let day = firstDay.adding(days: slot / Self.perDay)
    return TimeOfDay(minutes: minutes).map { (number % staff, LocalTime(day: day, time: $0)) }
  }
}

/// Books appointments, each at a time of its own.
struct BookLoad: Load {
  let office: Office
  private let requests: Requests
  private var ready: [[UInt8]] = []

  init(office: Office, requests: Requests) {
    self.office = office
    self.requests = requests
  }

  mutating func prepare(_ count: Int, _ socket: RawSocket) throws(BenchFailure) {
    while ready.count < count {
      guard let slot = office.slots.take(of: office.staff.count) else {
        throw BenchFailure("every slot of the year is booked: start on a new store")
      }
      let line = requests.write(
        "appointment.book",
        """
        "site":"\(Office.site(slot.staff))","serviceType":"\(Office.serviceType)",\
        "start":"\(slot.start.text)","durationMinutes":\(Slots.minutes),\
        "staff":"\(office.staff[slot.staff])"
        """
      )
      ready.append(line)
    }
  }

  mutating func next() -> [UInt8]? { ready.popLast() }
}
