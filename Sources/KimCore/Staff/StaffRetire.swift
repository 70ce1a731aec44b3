import KimAPI

extension StaffRetire: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Staff> {
    try StaffRules.checkAdministration(in: context)
    let old = try context.change(
      StaffRecord.self,
      context.staff(params.id),
      ifRev: params.ifRev
    )
    guard old.state == .active else { throw Fault.invalidState(old.state.rawValue, allowed: []) }
    try StaffRules.checkNotOneself(UInt32(old.uid), in: context)
    var row = old
    row.state = .retired
    try context.update(&row, from: old)
    context.touchesRoster = true
    if try context.value(
      Int.self,
      "SELECT 1 FROM \"case\" WHERE caseManager=? AND state<>'closed' LIMIT 1",
      [row.id]
    ) != nil {
      context.warn(.openCasesWithoutCaseManager)
    }
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
