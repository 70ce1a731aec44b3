import KimAPI

extension StaffList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Staff> {
    try context.page(
      StaffRecord.self,
      where: .equal("state", params.state ?? .active),
      order: .ascending("login", "id"),
      limit: params.limit,
      cursor: params.cursor
    ) { Staff($0) }
  }
}
