import KimAPI

extension AppointmentCancel: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Appointment> {
    let old = try context.mine(AppointmentRecord.self, params.id, ifRev: params.ifRev)
    try AppointmentRules.check(old, takes: "cancel")
    try AppointmentRules.checkNotBegun(old, at: context.now)
    var row = old
    row.state = .cancelled
    row.cancelledBy = params.by
    if let reason = params.reason {
      // Without a client there is no key of a person's; the reason is the office's then.
      let number = try row.client.map { try context.keyNumber(of: $0) }
      let safe = try context.safe(AppointmentRecord.self, row.id, key: number)
      row.cancelReason = try safe.seal(reason, "cancelReason")
    }
    try context.update(&row, from: old)
    try context.releaseClaims(of: row)
    try context.cancelReminders(Predicate("appointment=?", [row.id]))
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
