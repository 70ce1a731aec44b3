import KimAPI

/// What holds for appointments beyond the shape of a row (domain 1.3).
enum AppointmentRules {
  /// Bookings are exclusive by cells of five minutes.
  static let cellMinutes = 5
  static let cellMicroseconds: Int64 = 300_000_000
  /// How far ahead a search for free times reaches.
  static let daysMax = 60
  /// How far ahead a booking may lie.
  static let aheadDaysMax = 366

  /// The five-minute cells from an instant on.
  static func cells(_ instant: Timestamp, _ minutes: Int) -> Range<Int64> {
    let first = instant.microseconds / cellMicroseconds
    return first..<first + Int64(minutes / cellMinutes)
  }

  /// Moving and cancelling end when the appointment begins.
  static func checkNotBegun(_ row: AppointmentRecord, at now: Timestamp) throws(Fault) {
    guard now < row.startsAt else {
      let ended = [AppointmentReschedule.name, AppointmentCancel.name]
      let allowed = AppointmentRecord.machine.allowed(in: row.state)
      throw .invalidState("begun", allowed: allowed.filter { !ended.contains($0) })
    }
  }

  /// Nobody is missing before the appointment has begun.
  static func checkHasBegun(_ row: AppointmentRecord, at now: Timestamp) throws(Fault) {
    guard now >= row.startsAt else { throw .invalidValue("id", "the appointment has not begun") }
  }

  /// People come on the day of their appointment.
  static func checkIsToday(_ row: AppointmentRecord, at now: Timestamp) throws(Fault) {
    guard OfficeZone.local(now).day == row.start.day else {
      throw .invalidValue("id", "the appointment is on \(row.start.day.text)")
    }
  }

  static func check(start: LocalTime, minutes: Int, at now: Timestamp) throws(Fault) -> Timestamp {
    guard (5...480).contains(minutes), minutes % cellMinutes == 0 else {
      throw .invalidValue("durationMinutes", "a multiple of 5 from 5 to 480")
    }
    guard start.time.minutes % cellMinutes == 0 else {
      throw .invalidValue("start", "on a five-minute mark")
    }
    let instant = try OfficeZone.instant(start)
    guard instant > now else { throw .invalidValue("start", "not in the past") }
    guard instant < now.adding(seconds: Int64(aheadDaysMax) * 86_400) else {
      throw .invalidValue("start", "at most \(aheadDaysMax) days ahead")
    }
    return instant
  }

  /// The spans for appointments within which a time lies.
  static func spans(_ start: LocalTime, minutes: Int, _ hours: [HoursRecord]) -> [HoursRecord] {
    hours.filter { span in
      span.kind == .appointment && span.weekday == start.day.weekday && span.start <= start.time
        && start.time.minutes + minutes <= span.end.minutes
    }
  }

  /// The begins of a day's grid: each span is cut from its first minute by the length asked for.
  static func grid(_ day: Day, minutes: Int, _ hours: [HoursRecord]) -> [LocalTime] {
    let spans = hours.filter { $0.kind == .appointment && $0.weekday == day.weekday }
    let begins = spans.flatMap { span in
      stride(from: span.start.minutes, through: span.end.minutes - minutes, by: minutes)
    }
    return Set(begins).sorted().compactMap { begin in
      TimeOfDay(minutes: begin).map { LocalTime(day: day, time: $0) }
    }
  }
}
