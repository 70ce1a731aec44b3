import KimAPI

extension StaffUpdate: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Staff> {
    let old = try context.mine(StaffRecord.self, params.id, ifRev: params.ifRev)
    guard old.state == .active else { throw Fault.invalidState(old.state.rawValue, allowed: []) }
    var row = old
    row.name = params.name ?? old.name
    row.roles = params.roles ?? old.roles
    row.municipalities = params.municipalities ?? old.municipalities
    if let region = params.region { row.region = region.value }
    if row.roles != old.roles || row.municipalities != old.municipalities
      || row.region != old.region
    {
      try StaffRules.checkNotOneself(UInt32(old.uid), in: context)
    }
    try StaffRules.check(roles: row.roles)
    try StaffRules.check(region: row.region, in: context)
    for municipality in params.municipalities ?? [] { try context.municipality(municipality) }
    try context.update(&row, from: old)
    context.touchesDirectory = true
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
