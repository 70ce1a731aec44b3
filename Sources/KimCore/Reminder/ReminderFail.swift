import KimAPI

extension ReminderFail: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Reminder> {
    try context.step(Self.self, of: ReminderRecord.self, params.id) { row, context in
      try ReminderRules.check(row, token: params.token)
      row.failReason = try context.safe(of: row)
        .seal(params.reason, "failReason")
      if row.attempts >= ReminderRules.attemptsMax {
        row.giveUp(.tooManyAttempts)
      } else {
        row.state = .scheduled
        row.due = ReminderRules.retry(after: row.attempts, at: context.now)
      }
    }
  }
}
