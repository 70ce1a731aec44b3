import KimAPI

extension AppointmentCheckIn: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Appointment> {
    let old = try context.mine(AppointmentRecord.self, params.id, ifRev: params.ifRev)
    return try context.checkIn(old)
  }
}

extension WriteContext {
  /// Records that the person came; only on the day of the appointment.
  mutating func checkIn(_ old: AppointmentRecord) throws -> Receipt<Appointment> {
    try AppointmentRules.check(old, takes: "checkIn")
    guard OfficeZone.local(now).day == old.start.day else {
      throw Fault.invalidValue("id", "the appointment is on \(old.start.day.text)")
    }
    var row = old
    row.state = .arrived
    try update(&row, from: old)
    try cancelReminders(Predicate("appointment=?", [row.id]))
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
