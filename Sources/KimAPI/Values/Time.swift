/// An instant: microseconds since 1970-01-01T00:00:00Z, written as ISO 8601 in UTC.
public struct Timestamp: StringValue, Comparable {
  /// Microseconds since the epoch, leap seconds not counted.
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Reads `2026-11-22T16:49:31Z` with up to six digits of a second's fraction.
  public init?(_ text: String) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = Day(String(parts[0])), parts[1].last == "Z" else {
      return nil
    }
    let clock = parts[1].dropLast().split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(clock.count) else { return nil }
    let fields = clock[0].split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 3, let hour = Digits.two(fields[0]), let minute = Digits.two(fields[1]),
      let second = Digits.two(fields[2]), hour < 24, minute < 60, second < 60
    else { return nil }
    var micros = 0
    if clock.count == 2 {
      guard (1...6).contains(clock[1].count), let fraction = Digits.all(clock[1]) else {
        return nil
      }
      micros = (clock[1].count..<6).reduce(fraction) { value, _ in value * 10 }
    }
    let seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    microseconds = seconds * 1_000_000 + Int64(micros)
  }

  /// ISO 8601 with six digits of a second's fraction.
  public var text: String {
    let seconds = microseconds.flooredQuotient(1_000_000)
    let days = seconds.flooredQuotient(86_400)
    let rest = Int(seconds - days * 86_400)
    let clock =
      Digits.pad(rest / 3600, 2) + ":" + Digits.pad(rest / 60 % 60, 2) + ":"
      + Digits.pad(rest % 60, 2)
    let micros = Int(microseconds - seconds * 1_000_000)
    return Day(number: Int(days)).text + "T" + clock + "." + Digits.pad(micros, 6) + "Z"
  }

  /// The instant a number of seconds later.
  public func adding(seconds: Int64) -> Timestamp {
    .init(microseconds: microseconds + seconds * 1_000_000)
  }

  public static var format: String { "timestamp" }
  public static var expected: String { "an instant in UTC such as 2026-11-22T16:49:31Z" }
  public static var sample: Self { .init(microseconds: 0) }
  public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }
}

/// A day of the Gregorian calendar, `2026-11-22`.
public struct Day: StringValue, Comparable {
  /// Days since 1970-01-01.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// A day of year (1 to 9999), month and day; nil where the calendar has none such.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    guard day <= Self.length(ofMonth: month, year: year) else { return nil }
    // Days from civil: March-based years make the leap day the last of its year.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// Reads `YYYY-MM-DD`.
  public init?(_ text: String) {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0].count == 4, let year = Digits.all(fields[0]),
      let month = Digits.two(fields[1]), let day = Digits.two(fields[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day.
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = Int(Int64(shifted).flooredQuotient(146_097))
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let index = Int(Int64(number + 3) - Int64(number + 3).flooredQuotient(7) * 7)
    return Weekday.allCases[index]
  }

  /// `YYYY-MM-DD`.
  public var text: String {
    let (year, month, day) = civil
    return Digits.pad(year, 4) + "-" + Digits.pad(month, 2) + "-" + Digits.pad(day, 2)
  }

  /// The day a number of days later.
  public func adding(days: Int) -> Day { .init(number: number + days) }

  static func length(ofMonth month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  public static var format: String { "day" }
  public static var expected: String { "a day such as 2026-11-22" }
  public static var sample: Self { .init(number: 0) }
  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// A day of the week, Monday first.
public enum Weekday: String, Codable, CaseIterable, Sendable {
  /// Montag.
  case mon
  /// Dienstag.
  case tue
  /// Mittwoch.
  case wed
  /// Donnerstag.
  case thu
  /// Freitag.
  case fri
  /// Samstag.
  case sat
  /// Sonntag.
  case sun
}

/// A time of day on the wall clock, `09:30`, to the minute.
public struct TimeOfDay: StringValue, Comparable {
  /// Minutes since midnight, 0 to 1440; 1440 is `24:00`, the end of a day.
  public let minutes: Int

  /// A time of day; nil outside 0 to 1440.
  public init?(minutes: Int) {
    guard (0...1440).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  /// Reads `HH:MM`.
  public init?(_ text: String) {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 2, let hour = Digits.two(fields[0]), let minute = Digits.two(fields[1]),
      minute < 60
    else { return nil }
    self.init(minutes: hour * 60 + minute)
  }

  private init(known minutes: Int) { self.minutes = minutes }

  /// `HH:MM`.
  public var text: String { Digits.pad(minutes / 60, 2) + ":" + Digits.pad(minutes % 60, 2) }
  public static var format: String { "timeOfDay" }
  public static var expected: String { "a time of day such as 09:30" }
  public static var sample: Self { .init(known: 0) }
  public static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }
}

/// A time on the office's wall clock (zone `Europe/Berlin`), `2026-11-24T09:30`, to the minute.
public struct LocalTime: StringValue, Comparable {
  public let day: Day
  /// The time of that day.
  public let time: TimeOfDay

  public init(day: Day, time: TimeOfDay) {
    self.day = day
    self.time = time
  }

  /// Reads `YYYY-MM-DDTHH:MM`.
  public init?(_ text: String) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = Day(String(parts[0])), let time = TimeOfDay(String(parts[1])),
      time.minutes < 1440
    else { return nil }
    self.init(day: day, time: time)
  }

  /// `YYYY-MM-DDTHH:MM`.
  public var text: String { day.text + "T" + time.text }
  public static var format: String { "localTime" }
  public static var expected: String { "a local time such as 2026-11-24T09:30" }
  public static var sample: Self { .init(day: .sample, time: .sample) }
  public static func < (left: Self, right: Self) -> Bool {
    (left.day, left.time) < (right.day, right.time)
  }
}

/// A date of birth as far as it is known: `1990`, `1990-05` or `1990-05-17`.
public struct BirthDate: StringValue {
  /// The date as far as it is known.
  public let text: String

  /// Reads a year from 1850, a month or a day.
  public init?(_ text: String) {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(fields.count), fields[0].count == 4, let year = Digits.all(fields[0]),
      year >= 1850
    else { return nil }
    let month = fields.count > 1 ? Digits.two(fields[1]) : 1
    let day = fields.count > 2 ? Digits.two(fields[2]) : 1
    guard let month, let day, Day(year: year, month: month, day: day) != nil else { return nil }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  public static var format: String { "birthDate" }
  public static var expected: String { "a date of birth such as 1990-05-17, 1990-05 or 1990" }
  public static var sample: Self { .init(known: "1990") }
}

/// Decimal digits and nothing else; the standard library's integer parser also takes signs.
enum Digits {
  static func all(_ text: Substring) -> Int? {
    guard (1...9).contains(text.utf8.count) else { return nil }
    var value = 0
    for byte in text.utf8 {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  static func two(_ text: Substring) -> Int? { text.utf8.count == 2 ? all(text) : nil }

  static func pad(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

extension Int64 {
  /// Division that rounds down, so that instants before 1970 fall on their own day.
  func flooredQuotient(_ divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
