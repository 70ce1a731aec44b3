import KimAPI

extension ReminderAck: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Reminder> {
    let old = try context.mine(ReminderRecord.self, params.id)
    try ReminderRules.check(old, token: params.token)
    var row = old
    row.settle(.sent)
    row.providerId = params.providerId
    try context.update(&row, from: old)
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
