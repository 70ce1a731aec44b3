import KimAPI

extension SessionClose: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Session> {
    let row = try context.session(params.id, at: params.site)
    try context.check(row, ifRev: params.ifRev)
    return Receipt(try context.step(Self.self, row))
  }
}
