import KimAPI

struct StaffRecord: Revised {
  static let table = "staff"
  static let topic = Topic.staff
  var id: ID<Staff>
  var rev: Int
  var login: Token
  var uid: Int64
  var name: Label
  var roles: [Role]
  var municipalities: [Slug<Municipality>]
  var region: Slug<Region>?
  var state: StaffState
  var createdAt: Timestamp

  /// Who works here is no secret within the office; the permission decides.
  static func scope(of caller: Caller) -> Predicate { .all }

  /// The municipalities that this person reaches; nil: all.
  func reach(_ regions: [Slug<Region>: [Slug<Municipality>]]) -> [Slug<Municipality>]? {
    let ofRegion = region.map { regions[$0] ?? [] }
    if municipalities.isEmpty { return ofRegion }
    return Array(Set(municipalities).union(ofRegion ?? [])).sorted()
  }
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
      municipalities: row.municipalities,
      region: row.region,
      state: row.state
    )
  }
}
