import KimAPI

struct StaffRecord: Revised {
  typealias Root = StaffRecord
  static let table = "staff"
  static let topic = Topic.staff
  var id: ID<Staff>
  var rev: Int
  var login: Token
  var uid: Int64
  var name: Label
  var grants: [Grant]
  var region: Slug<Region>?
  var state: StaffState
  var createdAt: Timestamp

  var roles: [Role] { grants.map(\.role) }
}

extension Staff {
  init(_ row: StaffRecord) {
    self.init(
      id: row.id,
      rev: row.rev,
      login: row.login,
      uid: Int(row.uid),
      name: row.name,
      roles: row.roles,
      grants: row.grants.map(\.shown),
      region: row.region,
      state: row.state
    )
  }
}

extension Grant {
  /// The grant with what follows from the role said: a role without a place counts everywhere.
  var shown: Grant {
    guard !role.hasPlace else { return self }
    return Grant(role: role, everywhere: true)
  }
}
