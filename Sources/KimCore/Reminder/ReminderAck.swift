import KimAPI

extension ReminderAck: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Reminder> {
    try context.step(Self.self, of: ReminderRecord.self, params.id) { row, _ in
      try ReminderRules.check(row, token: params.token)
      row.providerId = params.providerId
    }
  }
}
