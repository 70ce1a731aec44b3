import KimAPI

extension StaffAdd: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    try StaffRules.checkAdministration(in: context)
    try StaffRules.check(login: params.login)
    guard let uid = params.uid ?? context.environment.uid(params.login.text).map(Int.init) else {
      throw Fault.invalidValue("uid", "the system knows no such login: say the uid")
    }
    guard (0...Int(UInt32.max) - 1).contains(uid) else {
      throw Fault.invalidValue("uid", "0 to 4294967294")
    }
    let grants = try StaffRules.grants(
      params.grants,
      shared: Grants(
        roles: params.roles,
        municipalities: params.municipalities,
        socialDistricts: params.socialDistricts,
        everywhere: params.everywhere
      ),
      in: context
    )
    guard let grants else { throw Fault.invalidValue("roles", "at least one") }
    try StaffRules.checkNotOneself(UInt32(uid), in: context)
    try StaffRules.check(region: params.region, in: context)
    let row = StaffRecord(
      id: context.newID(Staff.self),
      rev: 1,
      login: params.login,
      uid: Int64(uid),
      name: params.name,
      grants: grants,
      region: params.region,
      state: .active,
      createdAt: context.now
    )
    try context.insert(row) { _ in
      Fault(.alreadyExists, "an active member of staff has this login or uid")
    }
    context.touchesRoster = true
    for grant in grants where Place(grant) == .none { context.warn(.roleWithoutPlace) }
    return Output(
      id: row.id,
      rev: row.rev,
      uid: uid,
      login: row.login,
      roles: row.roles,
      grants: row.grants.map(\.shown)
    )
  }
}
