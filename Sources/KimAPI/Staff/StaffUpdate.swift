/// Changes the name, roles or scope of a member of staff.
///
/// Nobody changes their own roles or scope.
public enum StaffUpdate: WriteMethod {
  public static let name = "staff.update"
  public static let permission = Permission.staffWrite
  public static let summary = "Changes the name, roles or scope of a member of staff."

  public struct Params: Codable, Sendable, Equatable {
    public var id: Named<Staff>
    public var ifRev: Int
    public var name: Label?
    /// All roles from now on: the short form of grants that share a place; either this or `grants`.
    public var roles: [Role]?
    /// Municipalities at which `roles` count.
    public var municipalities: [Slug<Municipality>]?
    public var socialDistricts: [Slug<SocialDistrict>]?
    /// Whether `roles` count in the whole Kreis.
    public var everywhere: Bool?
    /// All roles from now on, each with its own place.
    public var grants: [Grant]?
    /// The region; null for none.
    public var region: Change<Slug<Region>>?

    public init(
      id: Named<Staff>,
      ifRev: Int,
      name: Label? = nil,
      roles: [Role]? = nil,
      municipalities: [Slug<Municipality>]? = nil,
      socialDistricts: [Slug<SocialDistrict>]? = nil,
      everywhere: Bool? = nil,
      grants: [Grant]? = nil,
      region: Change<Slug<Region>>? = nil
    ) {
      self.id = id
      self.ifRev = ifRev
      self.name = name
      self.roles = roles
      self.municipalities = municipalities
      self.socialDistricts = socialDistricts
      self.everywhere = everywhere
      self.grants = grants
      self.region = region
    }
  }

  public typealias Output = Receipt<Staff>
}
