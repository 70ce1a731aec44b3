import KimAPI

extension AppointmentReschedule: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> AppointmentReceipt {
    let old = try context.change(AppointmentRecord.self, params.id, ifRev: params.ifRev)
    let startsAt = try AppointmentRules.check(
      start: params.start,
      minutes: old.durationMinutes,
      at: context.now
    )
    try context.step(Self.self, old) { try AppointmentRules.checkNotBegun($0, at: $1.now) }
    var row = old
    row.id = context.newID(Appointment.self)
    row.rev = 1
    row.start = params.start
    row.startsAt = startsAt
    row.supersedes = old.id
    return context.receipt(try context.book(row, staff: old.staff, isMove: true))
  }
}
