import KimAPI

extension TicketList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Ticket> {
    let session = try context.mine(SessionRecord.self, params.session)
    let page = try context.page(
      TicketRecord.self,
      where: .equal("session", session.id) && .equal("state", params.state),
      order: .ascending("id"),
      limit: params.limit,
      cursor: params.cursor
    ) { $0 }
    var items: [Ticket] = []
    for row in page.items {
      items.append(Ticket(row, showsClient: try context.knows(row.client)))
    }
    return Page(items: items, next: page.next)
  }
}
