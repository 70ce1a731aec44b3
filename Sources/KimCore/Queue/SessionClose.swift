import KimAPI

extension SessionClose: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Session> {
    try context.step(Self.self, of: SessionRecord.self, params.id, ifRev: params.ifRev)
  }
}
