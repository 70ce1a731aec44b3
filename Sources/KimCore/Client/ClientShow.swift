import KimAPI

extension ClientShow: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Client {
    let named = try context.named(params, ClientRecord.self)
    return try context.view(context.see(ClientRecord.self, where: named, atLeast: .full).row)
  }
}
