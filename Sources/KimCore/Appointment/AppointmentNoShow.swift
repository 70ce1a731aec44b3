import KimAPI

extension AppointmentNoShow: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Appointment> {
    try context.step(Self.self, of: AppointmentRecord.self, params.id, ifRev: params.ifRev) {
      try AppointmentRules.checkHasBegun($0, at: $1.now)
    }
  }
}
