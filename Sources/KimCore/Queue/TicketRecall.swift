import KimAPI

extension TicketRecall: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Ticket> {
    try context.step(Self.self, params) { row, context in
      row.callCount += 1
      row.calledAt = context.now
    }
  }
}
