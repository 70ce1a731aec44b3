import KimAPI

extension AppointmentReschedule: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> AppointmentReceipt {
    let old = try context.mine(AppointmentRecord.self, params.id, ifRev: params.ifRev)
    try AppointmentRules.check(old, takes: "reschedule")
    try AppointmentRules.checkNotBegun(old, at: context.now)
    let startsAt = try AppointmentRules.check(
      start: params.start,
      minutes: old.durationMinutes,
      at: context.now
    )
    var ended = old
    ended.state = .rescheduled
    try context.update(&ended, from: old)
    try context.releaseClaims(of: old)
    try context.cancelReminders(Predicate("appointment=?", [old.id]))
    var row = old
    row.id = context.newID(Appointment.self)
    row.rev = 1
    row.number = try context.nextNumber(Appointment.self)
    row.start = params.start
    row.startsAt = startsAt
    row.supersedes = old.id
    return AppointmentReceipt(try context.book(row, staff: old.staff))
  }
}
