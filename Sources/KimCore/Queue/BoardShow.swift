import KimAPI

extension BoardShow: ReadHandler {
  private static let callsMax = 100

  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Output {
    let site = try context.site(params.site)
    let today = OfficeZone.local(context.now).day
    let rows = try context.fetchAll(
      TicketRecord.self,
      "SELECT * FROM ticket WHERE site=? AND state IN ('called','in_service') LIMIT ?",
      [site.id, callsMax]
    )
    let waiting = try context.value(
      Int.self,
      """
      SELECT count(*) FROM session s CROSS JOIN ticket t
      WHERE t.session=s.id AND s.site=? AND s.date=? AND t.state='waiting'
      """,
      [site.id, today]
    )
    let calls = rows.filter { $0.date == today }.compactMap { row -> BoardCall? in
      guard let desk = row.desk, let since = row.calledAt else { return nil }
      return BoardCall(number: row.number, desk: desk, since: since)
    }
    return Output(
      calls: calls.sorted { ($1.since, $0.number.text) < ($0.since, $1.number.text) },
      waiting: waiting ?? 0,
      seq: try ChangeFeed.bounds(context).last
    )
  }
}
