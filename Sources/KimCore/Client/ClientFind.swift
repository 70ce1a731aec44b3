import KimAPI

extension ClientFind: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Client> {
    let limit = (params.limit ?? .standard).count
    var clients: [Client] = []
    for row in try ClientIndex.find(params.query, limit: limit, in: context) {
      clients.append(try context.view(row))
    }
    return Page(items: clients)
  }
}
