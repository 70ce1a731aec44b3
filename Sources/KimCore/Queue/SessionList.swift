import KimAPI

extension SessionList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Session> {
    let page = try context.page(
      SessionRecord.self,
      of: context.branches(SessionRecord.self, ["site": params.site, "state": params.state]),
      order: .descending("date", "id"),
      limit: params.limit,
      cursor: params.cursor
    ) { $0 }
    var items: [Session] = []
    for row in page.items { items.append(try context.view(row)) }
    return Page(items: items, next: page.next)
  }
}

extension SessionRecord: Listed {
  static var lanes: [Lane] { [Lane(columns: ["site"], rest: ["state"])] }
  static func values(of column: String, _ roster: Roster) -> [Argument] {
    roster.sites.keys.sorted()
  }
}
