import KimAPI

extension ClientShow: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Client {
    let row = try context.mine(ClientRecord.self, id: params.id, number: params.number)
    return try Client(row, context.safe(of: row))
  }
}
