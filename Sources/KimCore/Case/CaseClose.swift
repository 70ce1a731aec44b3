import KimAPI

extension CaseClose: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Case> {
    try context.step(Self.self, of: CaseRecord.self, params.id, ifRev: params.ifRev) { row, _ in
      try CaseRules.check(params.reason, closes: row)
      row.closureReason = params.reason
    }
  }
}
