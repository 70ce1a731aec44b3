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
