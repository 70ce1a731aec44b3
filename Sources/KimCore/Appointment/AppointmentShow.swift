import KimAPI

extension AppointmentShow: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Appointment {
    let named = try context.named(params, AppointmentRecord.self)
    return try context.view(context.see(AppointmentRecord.self, where: named, atLeast: .full).row)
  }
}
