import KimAPI
import Testing

@Suite(.timeLimit(.minutes(5)))
struct TimeValueTests {
  private static func wire<Value: StringValue>(_ value: Value) throws -> Value {
    try JSONValueDecoder.decode(Value.self, from: StrictJSON.parse(JSONText.encode(value)))
  }

  @Test func `days agree with a count from day to day over 9,999 years`() throws {
    var number = try #require(Day(year: 1, month: 1, day: 1)).number
    #expect(number == -719_162)
    var weekday = 0  // 0001-01-01 was a Monday of the Gregorian calendar.
    for year in 1...9999 {
      let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (index, length) in lengths.enumerated() {
        let first = Day(number: number)
        let last = Day(number: number + length - 1)
        guard first == Day(year: year, month: index + 1, day: 1),
          first.civil == (year, index + 1, 1),
          last == Day(year: year, month: index + 1, day: length),
          last.civil == (year, index + 1, length),
          Day(year: year, month: index + 1, day: length + 1) == nil,
          first.weekday == Weekday.allCases[weekday]
        else {
          Issue.record("month \(year)-\(index + 1)")
          return
        }
        number += length
        weekday = (weekday + length) % 7
      }
    }
    #expect(Day(number: number - 1).text == "9999-12-31")
  }

  @Test func `every day of sixty years comes back from its text`() throws {
    var day = try #require(Day("1999-12-31"))
    let end = try #require(Day("2060-01-01"))
    while day < end {
      guard Day(day.text) == day, day.adding(days: 1).adding(days: -1) == day else {
        Issue.record("\(day.text)")
        return
      }
      day = day.adding(days: 1)
    }
    #expect(day.text == "2060-01-01" && day.weekday == .thu)
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-23", 20_780),
    ("1900-03-01", -25_508),
  ])
  func `a day is its distance from the epoch`(_ text: String, _ number: Int) throws {
    #expect(Day(text)?.number == number)
    #expect(Day(number: number).text == text)
    #expect(try Self.wire(Day(number: number)).number == number)
  }

  @Test(arguments: [
    "", "2026", "2026-11", "2026-11-23T", "2026-1-01", "2026-01-1", "26-01-01", "2026-13-01",
    "2026-00-01",
    "2026-01-00", "2026-01-32", "2026-02-29", "1900-02-29", "2100-02-29", "2026-04-31",
    "0000-01-01", "10000-01-01",
    "-001-01-01", "+2026-01-01", "2026-+1-01", "2026/01/01", " 2026-01-01", "2026-01-01 ",
    "٢٠٢٦-01-01",
  ])
  func `what is no day of the calendar is refused`(_ text: String) {
    #expect(Day(text) == nil)
    #expect(LocalTime(text + "T09:30") == nil)
    #expect(Timestamp(text + "T00:00:00Z") == nil)
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00.000000Z", 0), ("1969-12-31T23:59:59.999999Z", -1),
      ("1969-12-31T00:00:00.000000Z", -86_400_000_000),
      ("2026-11-23T08:00:00.000000Z", 1_795_420_800_000_000),
      ("2026-11-22T16:49:31.000001Z", 1_795_366_171_000_001),
      ("0001-01-01T00:00:00.000000Z", -62_135_596_800_000_000),
      ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ] as [(String, Int64)]
  )
  func `an instant is its microseconds, before 1970 too`(_ text: String, _ micros: Int64) throws {
    #expect(Timestamp(text)?.microseconds == micros)
    #expect(Timestamp(microseconds: micros).text == text)
    #expect(try Self.wire(Timestamp(microseconds: micros)).microseconds == micros)
  }

  @Test(arguments: [
    ("Z", 0), (".5Z", 500_000), (".05Z", 50_000), (".123456Z", 123_456), (".000001Z", 1),
    (".0Z", 0),
  ])
  func `a fraction of a second has one to six digits`(_ tail: String, _ micros: Int64) {
    #expect(Timestamp("1970-01-01T00:00:00" + tail)?.microseconds == micros)
    #expect(Timestamp("1969-12-31T23:59:59" + tail)?.microseconds == micros - 1_000_000)
  }

  @Test(arguments: [
    "", "Z", "T", "1970-01-01", "1970-01-01T00:00:00", "1970-01-01T00:00:00z",
    "1970-01-01t00:00:00Z",
    "1970-01-01 00:00:00Z", "1970-01-01T00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
    "1970-01-01T00:00:60Z", "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00.1234567Z",
    "1970-01-01T00:00:00,5Z",
    "1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00.-5Z", "1970-01-01T00:00:00.5.5Z",
    "1970-01-01T0:00:00Z",
    "1970-01-01TT00:00:00Z", "1970-01-01T00:00:00ZZ", "1970-01-01T00:00:+1Z",
  ])
  func `what is no instant in UTC is refused`(_ text: String) { #expect(Timestamp(text) == nil) }

  @Test func `instants and days sort by time`() throws {
    let texts = ["1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "2026-11-23T08:00:00Z"]
    let instants = try texts.map { try #require(Timestamp($0)) }
    #expect(instants.reversed().sorted() == instants)
    #expect(Timestamp(microseconds: -1).adding(seconds: 1).microseconds == 999_999)
  }

  @Test func `every minute of a day comes back from its text`() throws {
    for minutes in 0...1440 {
      let time = try #require(TimeOfDay(minutes: minutes))
      #expect(TimeOfDay(time.text) == time)
    }
    #expect(TimeOfDay("09:30")?.minutes == 570 && TimeOfDay("24:00")?.minutes == 1440)
    #expect(TimeOfDay(minutes: -1) == nil && TimeOfDay(minutes: 1441) == nil)
    for text in [
      "", "9:30", "09:3", "0930", "09:60", "24:01", "25:00", "-1:00", "09:30:00", "09.30", "+9:30",
    ] {
      #expect(TimeOfDay(text) == nil)
    }
  }

  @Test func `a local time is a day and a time before its end`() throws {
    let time = try #require(LocalTime("2026-11-24T09:30"))
    #expect(
      time.day.text == "2026-11-24" && time.time.minutes == 570 && time.text == "2026-11-24T09:30"
    )
    #expect(try Self.wire(time) == time)
    #expect(try #require(LocalTime("2026-11-23T23:59")) < time)
    #expect(try time < #require(LocalTime("2026-11-24T09:31")))
    for text in [
      "", "2026-11-24", "2026-11-24T24:00", "2026-11-24T09:30Z", "2026-11-24 09:30",
      "2026-11-24T09:30:00",
    ] {
      #expect(LocalTime(text) == nil)
    }
  }

  @Test func `a date of birth is a year, a month or a day`() throws {
    for text in ["1990", "1990-05", "1990-05-17", "1850", "1992-02-29"] {
      let date = try #require(BirthDate(text))
      #expect(date.text == text)
      #expect(try Self.wire(date) == date)
    }
    let wrong = [
      "", "90", "1849", "1990-", "1990-5", "1990-13", "1990-00", "1990-05-32", "1991-02-29",
      "1990-05-17-1", "17.05.1990",
      "1990-05-", "-990", "199x",
    ]
    for text in wrong { #expect(BirthDate(text) == nil) }
  }
}
