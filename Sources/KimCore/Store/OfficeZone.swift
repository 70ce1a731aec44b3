import Foundation
import KimAPI

/// The wall clock of the office, `Europe/Berlin`; the one file that asks for the rules of time zones.
enum OfficeZone {
  private static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  /// The instant of a wall-clock time; refused where the clock skips it or shows it twice.
  static func instant(_ local: LocalTime) throws(Fault) -> Timestamp {
    let wall = Int64(local.day.number) * 86_400 + Int64(local.time.minutes) * 60
    // An hour around a change of the clock both offsets are in question; elsewhere the two are one.
    let offsets = Set([wall - 86_400, wall + 86_400].map { offset(at: $0) })
    let instants = offsets.map { wall - $0 }.filter { $0 + offset(at: $0) == wall }
    switch instants.count {
    case 1: return Timestamp(microseconds: instants[0] * 1_000_000)
    case 0: throw Fault.invalidValue("start", "the clock skips this time: choose another")
    default: throw Fault.invalidValue("start", "the clock shows this time twice: choose another")
    }
  }

  /// The instant at which a day begins.
  static func midnight(_ day: Day) throws(Fault) -> Timestamp {
    try instant(LocalTime(day: day, time: .sample))
  }

  /// What the wall clock shows at an instant, to the minute.
  static func local(_ instant: Timestamp) -> LocalTime {
    let seconds = instant.microseconds / 1_000_000
    let wall = seconds + offset(at: seconds)
    let day = Int((Double(wall) / 86_400).rounded(.down))
    let minutes = Int(wall - Int64(day) * 86_400) / 60
    return LocalTime(day: Day(number: day), time: TimeOfDay(minutes: minutes) ?? .sample)
  }

  private static func offset(at seconds: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
  }
}
