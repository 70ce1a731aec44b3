import KimAPI

extension SessionSettle: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    let old = try context.session(params.id, at: params.site, in: .closed)
    try context.check(old, ifRev: params.ifRev)
    let row = try context.step(Self.self, old) { row, context in
      try context.checkNobodyIsServed(in: row)
    }
    let waiting = try context.tickets(of: row, in: [.waiting, .called])
    for ticket in waiting { try context.pass(ticket, to: .expired) }
    return Output(id: row.id, rev: row.rev, state: row.state, expired: waiting.count)
  }
}

extension StoreContext where Self: ~Copyable {
  /// The tickets of a session in some states; a day of one site has dozens.
  borrowing func tickets(
    of session: SessionRecord,
    in states: [TicketState]
  ) throws -> [TicketRecord] {
    let wanted =
      Predicate("site=? AND date=? AND session=?", [session.site, session.date, session.id])
      && .in("state", states)
    return try fetchAll(
      TicketRecord.self,
      "SELECT * FROM ticket WHERE \(wanted.sql) ORDER BY serial LIMIT 10000",
      wanted.arguments
    )
  }

  /// A session is not settled over the heads of those who are being served.
  fileprivate borrowing func checkNobodyIsServed(in session: SessionRecord) throws {
    guard try tickets(of: session, in: [.inService]).isEmpty else {
      throw TicketRecord.machine.refusal(in: .inService)
    }
  }
}
