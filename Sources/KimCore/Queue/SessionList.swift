import KimAPI

extension SessionList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Session> {
    let wanted = Predicate.equal("site", params.site) && .equal("state", params.state)
    let page = try context.page(
      SessionRecord.self,
      where: wanted && SessionRecord.scope(of: context.caller),
      order: .descending("date", "id"),
      limit: params.limit,
      cursor: params.cursor
    ) { $0 }
    var items: [Session] = []
    for row in page.items { items.append(Session(row, waiting: try context.waiting(in: row.id))) }
    return Page(items: items, next: page.next)
  }
}
