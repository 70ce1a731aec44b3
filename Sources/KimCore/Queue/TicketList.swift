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
      let showsClient = try context.knows(row.client)
      let showsReason = showsClient || row.client == nil
      items.append(
        Ticket(
          row,
          showsClient: showsClient,
          priorityReason: try showsReason ? context.priorityReason(of: row) : nil
        )
      )
    }
    return Page(items: items, next: page.next)
  }
}

extension ReadContext {
  /// Why a ticket is urgent, opened.
  fileprivate borrowing func priorityReason(of row: TicketRecord) throws -> Personal<Label>? {
    guard let reason = row.priorityReason else { return nil }
    return try safe(TicketRecord.self, row.id, of: row.client).open(reason, "priorityReason")
  }
}
