import KimAPI

extension SessionSettle: WriteHandler {
  /// How many tickets a session may leave behind; a day of one site has dozens.
  private static let ticketsMax = 10_000

  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    let old = try context.mine(SessionRecord.self, params.id, ifRev: params.ifRev)
    let row = try context.step(Self.self, old) { row, context in
      try context.checkNobodyIsServed(in: row.id)
    }
    let left = try context.fetchAll(
      TicketRecord.self,
      "SELECT * FROM ticket WHERE session=? AND state IN ('waiting','called') ORDER BY id LIMIT ?",
      [row.id, ticketsMax]
    )
    for ticket in left { try context.pass(ticket, to: .expired) }
    return Output(id: row.id, rev: row.rev, state: row.state, expired: left.count)
  }
}

extension StoreContext where Self: ~Copyable {
  /// A session is not settled over the heads of those who are being served.
  borrowing func checkNobodyIsServed(in session: ID<Session>) throws {
    let inService = try value(
      Int.self,
      "SELECT 1 FROM ticket WHERE session=? AND state='in_service' LIMIT 1",
      [session]
    )
    guard inService == nil else { throw TicketRecord.machine.refusal(in: .inService) }
  }
}
