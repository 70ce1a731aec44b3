import KimAPI

extension SessionSettle: WriteHandler {
  /// How many tickets a session may leave behind; a day of one site has dozens.
  private static let ticketsMax = 10_000

  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    let old = try context.mine(SessionRecord.self, params.id, ifRev: params.ifRev)
    guard old.state == .closed else {
      throw Fault.invalidState(old.state.rawValue, allowed: old.state == .open ? ["close"] : [])
    }
    var row = old
    row.state = .settled
    try context.update(&row, from: old)
    let left = try context.fetchAll(
      TicketRecord.self,
      "SELECT * FROM ticket WHERE session=? AND state IN ('waiting','called') ORDER BY id LIMIT ?",
      [row.id, ticketsMax]
    )
    for ticket in left {
      var expired = ticket
      expired.state = .expired
      expired.endedAt = context.now
      try context.update(&expired, from: ticket)
    }
    let inService = try context.value(
      Int.self,
      "SELECT 1 FROM ticket WHERE session=? AND state='in_service' LIMIT 1",
      [row.id]
    )
    guard inService == nil else {
      throw Fault.invalidState("in_service", allowed: ["finish"])
    }
    return Output(id: row.id, rev: row.rev, state: row.state, expired: left.count)
  }
}
