import KimAPI

extension AppointmentNoShow: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Appointment> {
    let old = try context.mine(AppointmentRecord.self, params.id, ifRev: params.ifRev)
    try AppointmentRules.check(old, takes: "noShow")
    guard context.now >= old.startsAt else {
      throw Fault.invalidValue("id", "the appointment has not begun")
    }
    var row = old
    row.state = .noShow
    try context.update(&row, from: old)
    try context.releaseClaims(of: row)
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
