import KimAPI

extension ReminderList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Reminder> {
    try context.page(
      ReminderRecord.self,
      where: .equal("state", params.state) && ReminderRecord.scope(of: context.caller),
      order: .ascending("due", "id"),
      limit: params.limit,
      cursor: params.cursor
    ) { Reminder($0) }
  }
}
