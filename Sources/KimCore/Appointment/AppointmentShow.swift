import KimAPI

extension AppointmentShow: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Appointment {
    let row =
      switch (params.id, params.number) {
      case (let id?, nil): try context.mine(AppointmentRecord.self, id)
      case (nil, let number?):
        // The one that the number means today; earlier ones are shown by their ids.
        try context.mine(
          AppointmentRecord.self,
          where: Predicate("number=? AND state<>'rescheduled'", [number])
        )
      default: throw Fault.invalidValue("id", "name either id or number")
      }
    return Appointment(row, showsClient: try context.knows(row.client))
  }
}
