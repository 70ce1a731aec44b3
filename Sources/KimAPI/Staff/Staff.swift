/// A member of staff (Mitarbeiterin, Mitarbeiter) or an automat.
public struct Staff: Codable, Sendable, Equatable {
  public var id: ID<Staff>
  public var rev: Int
  /// Login name on the server.
  public var login: Token
  /// User id on the server; the kernel tells it of every caller.
  public var uid: Int?
  /// Name for colleagues.
  public var name: Label
  public var roles: [Role]
  public var grants: [Grant]
  /// The region in which they work.
  public var region: Slug<Region>?
  public var state: StaffState

  public init(
    id: ID<Staff>,
    rev: Int,
    login: Token,
    uid: Int? = nil,
    name: Label,
    roles: [Role],
    grants: [Grant],
    region: Slug<Region>? = nil,
    state: StaffState
  ) {
    self.id = id
    self.rev = rev
    self.login = login
    self.uid = uid
    self.name = name
    self.roles = roles
    self.grants = grants
    self.region = region
    self.state = state
  }
}
