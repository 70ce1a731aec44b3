import KimAPI

extension StaffShow: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Staff {
    let id = try context.staff(params.id)
    return Staff(try context.see(StaffRecord.self, where: Predicate("staff.id=?", [id])).row)
  }
}
