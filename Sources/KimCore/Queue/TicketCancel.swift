import KimAPI

extension TicketCancel: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Ticket> {
    try context.step(Self.self, params)
  }
}
