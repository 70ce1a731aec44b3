import KimAPI

/// Who works here, in which roles and places, and what the organisation is called: as it stood after the last commit.
///
/// It is worked out once a change, not at each request, so that rights and references cost no query.
struct Roster: Sendable {
  /// A member of staff as others refer to them, retired ones too.
  struct Member: Sendable {
    let login: Token
    let name: Label
  }

  /// What is asked of a site without reading it.
  struct Location: Sendable {
    let name: Label
    let municipality: Slug<Municipality>
    let socialDistrict: Slug<SocialDistrict>?
  }

  let ownUid: UInt32
  /// Rises whenever staff or organisation change.
  var generation = 0
  var regions: [Slug<Region>: [Slug<Municipality>]] = [:]
  var municipalities: [Slug<Municipality>: Label] = [:]
  var socialDistricts: [Slug<SocialDistrict>: Slug<Municipality>] = [:]
  var sites: [Slug<Site>: Location] = [:]
  var serviceTypes: [Slug<ServiceType>: Label] = [:]
  /// Active staff by uid.
  private(set) var callers: [UInt32: Caller] = [:]
  private(set) var members: [ID<Staff>: Member] = [:]
  /// Rights out of the ordinary by who has them; those that have ended are left out at the next change.
  var standings: [ID<Staff>: [StandingRecord]] = [:]
  private var logins: [Token: ID<Staff>] = [:]
  private let operators: [UInt32: Caller]

  init(ownUid: UInt32) {
    self.ownUid = ownUid
    let grants = [Grant(role: .operator)]
    operators = [0: Caller(uid: 0, grants: grants)]
      .merging([ownUid: Caller(uid: ownUid, grants: grants)]) { $1 }
  }

  /// Adds a member of staff; only an active one may call.
  mutating func add(_ row: StaffRecord) {
    members[row.id] = Member(login: row.login, name: row.name)
    guard row.state == .active else { return }
    logins[row.login] = row.id
    let uid = UInt32(row.uid)
    let granted = operators[uid]?.grants ?? []
    callers[uid] = Caller(
      uid: uid,
      login: row.login.text,
      staff: row.id,
      grants: granted + row.grants,
      team: row.region.flatMap { regions[$0] } ?? []
    )
  }

  /// The caller behind a uid.
  ///
  /// A login that is not the one recorded for the uid belongs to somebody else who was given an old uid: such a caller
  /// holds no role.
  func caller(_ peer: Peer) -> Caller {
    if let known = callers[peer.uid], peer.login == nil || peer.login == known.login {
      return known
    }
    return operators[peer.uid] ?? Caller(uid: peer.uid, grants: [])
  }

  /// Somebody with a question to the store.
  func asker(
    _ peer: Peer,
    _ permission: Permission,
    at now: Timestamp,
    reason: Label? = nil
  ) -> Asker {
    let caller = caller(peer)
    return Asker(
      caller: caller,
      permission: permission,
      now: now,
      standings: caller.staff.flatMap { standings[$0] } ?? [],
      reason: reason
    )
  }

  /// The active member of staff with a login.
  func staff(_ login: Token) -> ID<Staff>? { logins[login] }

  /// Active staff of whose place in a role something holds, by id.
  func staff(with role: Role, where isThere: (Place) -> Bool) -> [ID<Staff>] {
    callers.values.filter { isThere($0.place(of: role)) }.compactMap(\.staff).sorted()
  }

  /// Whether anybody but an operator may add staff: then operators add none by themselves.
  var hasAdministrator: Bool { callers.values.contains { $0.holds(.kimLead) } }

  /// The sites of a place, by name.
  func sites(of place: Place) -> [Slug<Site>] {
    sites.filter { place.holds($0.value.municipality, $0.value.socialDistrict) }.map(\.key).sorted()
  }
}
