import KimAPI

extension BoardShow: ReadHandler {
  private static let callsMax = 100

  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Output {
    let site = try context.site(params.site)
    let today = OfficeZone.local(context.now).day
    let rows = try context.fetchAll(
      TicketRecord.self,
      """
      SELECT * FROM ticket WHERE site=? AND date=? AND state IN ('called','in_service')
      ORDER BY calledAt DESC,id LIMIT ?
      """,
      [site.id, today, callsMax]
    )
    let waiting = try context.value(
      Int.self,
      "SELECT count(*) FROM ticket WHERE site=? AND date=? AND state='waiting'",
      [site.id, today]
    )
    return Output(
      calls: rows.compactMap { row in
        guard let desk = row.desk, let since = row.calledAt else { return nil }
        return BoardCall(number: row.number, desk: desk, since: since)
      },
      waiting: waiting ?? 0,
      seq: try ChangeFeed.bounds(context).last
    )
  }
}
