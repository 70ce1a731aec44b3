import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("The office's wall clock", .timeLimit(.minutes(5)))
struct OfficeZoneTests {
  @Test(arguments: ["2026-03-29T02:00", "2026-03-29T02:59", "2027-03-28T02:30"])
  func whatTheClockSkipsIsRefused(text: String) throws {
    #expect(throws: Fault.invalidValue("start", "the clock skips this time: choose another")) {
      try OfficeZone.instant(Hall.at(text))
    }
  }

  @Test(arguments: ["2026-10-25T02:00", "2026-10-25T02:59", "2027-10-31T02:30"])
  func whatTheClockShowsTwiceIsRefused(text: String) throws {
    #expect(throws: Fault.invalidValue("start", "the clock shows this time twice: choose another"))
    {
      try OfficeZone.instant(Hall.at(text))
    }
  }

  @Test(
    "The minutes around a change",
    arguments: [
      ("2026-03-29T01:59", "2026-03-29T00:59:00.000000Z"),
      ("2026-03-29T03:00", "2026-03-29T01:00:00.000000Z"),
      ("2026-10-25T01:59", "2026-10-24T23:59:00.000000Z"),
      ("2026-10-25T03:00", "2026-10-25T02:00:00.000000Z"),
      ("2027-03-28T01:59", "2027-03-28T00:59:00.000000Z"),
      ("2027-03-28T03:00", "2027-03-28T01:00:00.000000Z"),
      ("2027-10-31T01:59", "2027-10-30T23:59:00.000000Z"),
      ("2027-10-31T03:00", "2027-10-31T02:00:00.000000Z"),
      ("2026-11-23T09:00", "2026-11-23T08:00:00.000000Z"),
    ]
  )
  func around(local: String, instant: String) throws {
    let time = try Hall.at(local)
    #expect(try OfficeZone.instant(time).text == instant)
    #expect(OfficeZone.local(try #require(Timestamp(instant))) == time)
  }

  @Test func theStandingTimeOfTestsIsMondayNineOClock() throws {
    #expect(try OfficeZone.local(World.start) == Hall.at("2026-11-23T09:00"))
    #expect(World.start.text == "2026-11-23T08:00:00.000000Z")
    #expect(OfficeZone.local(World.start).day.weekday == .mon)
  }

  @Test func everyQuarterOfTwoYearsComesBackAsItWas() throws {
    let first = try Hall.day("2026-01-01")
    var (skipped, twice): ([String], [String]) = ([], [])
    var last = Timestamp(microseconds: .min)
    for quarter in 0..<(365 + 365) * 96 {
      let local = LocalTime(
        day: first.adding(days: quarter / 96),
        time: try #require(TimeOfDay(minutes: quarter % 96 * 15))
      )
      do throws(Fault) {
        let instant = try OfficeZone.instant(local)
        guard OfficeZone.local(instant) == local, instant > last else {
          Issue.record("\(local.text) does not come back")
          return
        }
        last = instant
      } catch {
        if error.message.contains("skips") {
          skipped.append(local.text)
        } else {
          twice.append(local.text)
        }
      }
    }
    // Then only the hours of the changes are refused.
    let quarters = ["02:00", "02:15", "02:30", "02:45"]
    #expect(skipped == ["2026-03-29T", "2027-03-28T"].flatMap { day in quarters.map { day + $0 } })
    #expect(twice == ["2026-10-25T", "2027-10-31T"].flatMap { day in quarters.map { day + $0 } })
  }
}
