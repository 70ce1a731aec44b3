import KimAPI

extension ConsentList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Consent> {
    let client = try context.mine(ClientRecord.self, params.client)
    return try context.page(
      ConsentRecord.self,
      where: .equal("client", client.id),
      order: .descending("id"),
      limit: params.limit,
      cursor: params.cursor
    ) { Consent($0) }
  }
}
