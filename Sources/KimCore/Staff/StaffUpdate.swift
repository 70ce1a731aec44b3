import KimAPI

extension StaffUpdate: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Staff> {
    try StaffRules.checkAdministration(in: context)
    let old = try context.change(
      StaffRecord.self,
      context.staff(params.id),
      ifRev: params.ifRev
    )
    guard old.state == .active else { throw Fault.invalidState(old.state.rawValue, allowed: []) }
    var row = old
    row.name = params.name ?? old.name
    let grants = try StaffRules.grants(
      params.grants,
      shared: Grants(
        roles: params.roles,
        municipalities: params.municipalities,
        socialDistricts: params.socialDistricts,
        everywhere: params.everywhere
      ),
      of: old.grants,
      in: context
    )
    row.grants = grants ?? old.grants
    if let region = params.region { row.region = region.value }
    if row.grants != old.grants || row.region != old.region {
      try StaffRules.checkNotOneself(UInt32(old.uid), in: context)
    }
    try StaffRules.check(region: row.region, in: context)
    try context.update(&row, from: old)
    context.touchesRoster = true
    if grants?.contains(where: { Place($0) == .none }) ?? false { context.warn(.roleWithoutPlace) }
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
