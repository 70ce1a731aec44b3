import KimAPI

extension ClientFind: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Client> {
    let limit = (params.limit ?? .standard).count
    var clients: [Client] = []
    for seen in try ClientIndex.find(params.query, limit: limit, in: context) {
      context.trail.saw(seen.row.subject, by: seen.reading)
      clients.append(try context.view(seen.row))
    }
    return Page(items: clients)
  }
}
