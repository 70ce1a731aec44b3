import KimAPI

extension ReminderList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Reminder> {
    try context.page(
      ReminderRecord.self,
      of: context.branches(ReminderRecord.self, ["state": params.state]),
      order: .ascending("due", "id"),
      limit: params.limit,
      cursor: params.cursor
    ) { try context.view($0) }
  }
}

extension ReminderRecord: Listed {
  static var lanes: [Lane] { [Lane(columns: ["site", "state"])] }
  static func values(of column: String, _ roster: Roster) -> [Argument] {
    column == "state" ? ReminderState.allCases : roster.sites.keys.sorted()
  }
}
