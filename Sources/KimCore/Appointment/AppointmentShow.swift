import KimAPI

extension AppointmentShow: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Appointment {
    let row = try context.mine(AppointmentRecord.self, id: params.id, number: params.number)
    return Appointment(row, showsClient: try context.knows(row.client))
  }
}
