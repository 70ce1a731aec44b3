/// Adds a member of staff with roles and scope.
///
/// Nobody adds themselves, except the first member of staff on an empty store. Once somebody holds `kim_lead`, an operator
/// adds nobody without such a one's approval.
public enum StaffAdd: WriteMethod {
  public static let name = "staff.add"
  public static let permission = Permission.staffWrite
  public static let summary = "Adds a member of staff with roles and scope."

  public struct Params: Codable, Sendable, Equatable {
    public var login: Token
    public var name: Label
    /// The short form of grants that share a place; either this or `grants`.
    public var roles: [Role]?
    /// Municipalities at which `roles` count, as far as they work at a place.
    public var municipalities: [Slug<Municipality>]?
    /// Social districts at which `roles` count.
    public var socialDistricts: [Slug<SocialDistrict>]?
    /// Whether `roles` count in the whole Kreis; said aloud, never by leaving something out.
    public var everywhere: Bool?
    /// Roles each with its own place.
    public var grants: [Grant]?
    /// The region whose cases they know to be there: the team.
    public var region: Slug<Region>?
    /// User id; looked up by the login where absent.
    public var uid: Int?

    public init(
      login: Token,
      name: Label,
      roles: [Role]? = nil,
      municipalities: [Slug<Municipality>]? = nil,
      socialDistricts: [Slug<SocialDistrict>]? = nil,
      everywhere: Bool? = nil,
      grants: [Grant]? = nil,
      region: Slug<Region>? = nil,
      uid: Int? = nil
    ) {
      self.login = login
      self.name = name
      self.roles = roles
      self.municipalities = municipalities
      self.socialDistricts = socialDistricts
      self.everywhere = everywhere
      self.grants = grants
      self.region = region
      self.uid = uid
    }
  }

  public struct Output: Codable, Sendable, Equatable {
    public var id: ID<Staff>
    public var rev: Int
    public var uid: Int
    /// Login name.
    public var login: Token
    public var roles: [Role]
    public var grants: [Grant]

    public init(id: ID<Staff>, rev: Int, uid: Int, login: Token, roles: [Role], grants: [Grant]) {
      self.id = id
      self.rev = rev
      self.uid = uid
      self.login = login
      self.roles = roles
      self.grants = grants
    }
  }
}
