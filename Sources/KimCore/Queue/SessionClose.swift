import KimAPI

extension SessionClose: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Session> {
    let old = try context.mine(SessionRecord.self, params.id, ifRev: params.ifRev)
    guard old.state == .open else {
      throw Fault.invalidState(old.state.rawValue, allowed: old.state == .closed ? ["settle"] : [])
    }
    var row = old
    row.state = .closed
    try context.update(&row, from: old)
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
