import KimAPI

extension ReminderFail: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Reminder> {
    let old = try context.mine(ReminderRecord.self, params.id)
    try ReminderRules.check(old, token: params.token)
    var row = old
    let key = try context.keyNumber(of: row.client)
    let safe = try context.safe(ReminderRecord.self, row.id, key: key)
    row.failReason = try safe.seal(params.reason, "failReason")
    if row.attempts >= ReminderRules.attemptsMax {
      row.giveUp(.tooManyAttempts)
    } else {
      row.settle(.scheduled)
      row.due = ReminderRules.retry(after: row.attempts, at: context.now)
    }
    try context.update(&row, from: old)
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
