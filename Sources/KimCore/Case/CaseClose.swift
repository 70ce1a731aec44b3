import KimAPI

extension CaseClose: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Case> {
    let old = try context.change(CaseRecord.self, params.id, ifRev: params.ifRev)
    try CaseRules.checkClose(old, for: params.reason)
    var row = old
    row.close(params.reason, at: context.now)
    try context.update(&row, from: old)
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
