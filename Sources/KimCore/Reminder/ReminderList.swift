import KimAPI

extension ReminderList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Reminder> {
    let page = try context.page(
      ReminderRecord.self,
      of: context.branches(ReminderRecord.self, ["state": params.state]),
      order: .ascending("due", "id"),
      limit: params.limit,
      cursor: params.cursor
    ) { $0 }
    var items: [Reminder] = []
    for row in page.items { items.append(try context.view(row)) }
    return Page(items: items, next: page.next)
  }
}

extension ReminderRecord: Listed {
  static var lanes: [Lane] { [Lane(columns: ["site", "state"])] }
  static func values(of column: String, _ roster: Roster) -> [Argument] {
    column == "state" ? ReminderState.allCases : roster.sites.keys.sorted()
  }
}
