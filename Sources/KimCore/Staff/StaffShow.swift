import KimAPI

extension StaffShow: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Staff {
    Staff(try context.mine(StaffRecord.self, params.id))
  }
}
