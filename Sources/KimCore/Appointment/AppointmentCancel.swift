import KimAPI

extension AppointmentCancel: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Appointment> {
    try context.step(Self.self, of: AppointmentRecord.self, params.id, ifRev: params.ifRev) {
      row,
      context in
      try AppointmentRules.checkNotBegun(row, at: context.now)
      row.cancelledBy = params.by
      row.cancelReason = try params.reason.map {
        try context.safe(of: row).seal($0, "cancelReason")
      }
    }
  }
}
