import Glibc
import KimAPI

/// Instants on the office's wall clock, without a time zone library: the rule of the European Union since 1996.
enum OfficeTime {
  /// `2026-11-24 09:30`, with seconds where they are wanted.
  static func text(_ instant: Timestamp) -> String {
    let seconds = instant.microseconds.quotientDown(1_000_000)
    let local = seconds + offset(at: seconds)
    let day = Day(number: Int(local.quotientDown(86_400)))
    let minutes = Int((local - Int64(day.number) * 86_400) / 60)
    return day.text + " " + (TimeOfDay(minutes: minutes)?.text ?? "")
  }

  /// The office's day at this moment.
  static func today() -> Day {
    let now = Int64(time(nil))
    return Day(number: Int((now + offset(at: now)).quotientDown(86_400)))
  }

  /// Seconds east of Greenwich.
  static func offset(at seconds: Int64) -> Int64 {
    let year = Day(number: Int(seconds.quotientDown(86_400))).civil.year
    guard let begin = lastSunday(of: 3, year), let end = lastSunday(of: 10, year) else {
      return 3600
    }
    let isSummer = seconds >= changeover(begin) && seconds < changeover(end)
    return isSummer ? 7200 : 3600
  }

  private static func changeover(_ day: Day) -> Int64 { Int64(day.number) * 86_400 + 3600 }

  private static func lastSunday(of month: Int, _ year: Int) -> Day? {
    guard let last = Day(year: year, month: month, day: 31) else { return nil }
    // Day 0 of the epoch was a Thursday.
    return last.adding(days: -Int((Int64(last.number) + 4) % 7))
  }
}

extension Int64 {
  /// Division that rounds down.
  func quotientDown(_ divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
