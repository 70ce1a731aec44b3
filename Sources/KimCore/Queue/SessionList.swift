import KimAPI

extension SessionList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Session> {
    try context.page(
      SessionRecord.self,
      of: context.branches(SessionRecord.self, ["site": params.site, "state": params.state]),
      order: .descending("date", "id"),
      limit: params.limit,
      cursor: params.cursor
    ) { try context.view($0) }
  }
}

extension SessionRecord: Listed {
  static var lanes: [Lane] { [Lane(columns: ["site"], rest: ["state"])] }
  static func values(of column: String, _ roster: Roster) -> [Argument] {
    roster.sites.keys.sorted()
  }
}
