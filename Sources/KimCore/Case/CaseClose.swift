import KimAPI

extension CaseClose: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Case> {
    let row = try context.change(CaseRecord.self, params.id, ifRev: params.ifRev)
    return Receipt(
      try context.step(Self.self, row) { row, _ in
        try CaseRules.check(params.reason, closes: row)
        row.closureReason = params.reason
      }
    )
  }
}
