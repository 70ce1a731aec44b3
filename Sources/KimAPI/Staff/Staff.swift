/// A member of staff (Mitarbeiterin, Mitarbeiter) or an automat.
public struct Staff: Codable, Sendable, Equatable {
  /// Identity.
  public var id: ID<Staff>
  /// Revision, from 1.
  public var rev: Int
  /// Login name on the server.
  public var login: Token
  /// User id on the server; the kernel tells it of every caller.
  public var uid: Int?
  /// Name for colleagues.
  public var name: Label
  /// What they do here.
  public var roles: [Role]
  /// The roles with the places at which they count.
  public var grants: [Grant]
  /// The region in which they work.
  public var region: Slug<Region>?
  /// Whether they still work here.
  public var state: StaffState

  /// All fields; what is optional may be left out.
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
