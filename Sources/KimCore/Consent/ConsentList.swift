import KimAPI

extension ConsentList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Consent> {
    let named = context.named(params.client, ClientRecord.self)
    let client = try context.see(ClientRecord.self, where: named, atLeast: .full).row
    return try context.page(
      ConsentRecord.self,
      where: .equal("client", client.id),
      order: .descending("id"),
      limit: params.limit,
      cursor: params.cursor
    ) { Consent($0, of: Ref(id: client.id, client.number)) }
  }
}
