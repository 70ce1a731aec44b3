import KimAPI

extension TicketList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Ticket> {
    let session = try context.session(params.session, at: params.site)
    return try context.page(
      TicketRecord.self,
      // Site and day lead to the index of the numbers, which is the order of issue.
      where: .equal("site", session.site) && .equal("date", session.date)
        && .equal("session", session.id) && .equal("state", params.state),
      order: .ascending("serial"),
      limit: params.limit,
      cursor: params.cursor
    ) { try context.view($0) }
  }
}
