/// Changes the name, roles or scope of a member of staff.
///
/// Nobody changes their own roles or scope.
public enum StaffUpdate: WriteMethod {
  /// `staff.update`.
  public static let name = "staff.update"
  /// See ``Permission/staffWrite``.
  public static let permission = Permission.staffWrite
  /// One sentence.
  public static let summary = "Changes the name, roles or scope of a member of staff."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Who.
    public var id: Named<Staff>
    /// The revision that the caller saw.
    public var ifRev: Int
    /// Name for colleagues.
    public var name: Label?
    /// All roles from now on: the short form of grants that share a place; either this or `grants`.
    public var roles: [Role]?
    /// Municipalities at which `roles` count.
    public var municipalities: [Slug<Municipality>]?
    /// Social districts at which `roles` count.
    public var socialDistricts: [Slug<SocialDistrict>]?
    /// Whether `roles` count in the whole Kreis.
    public var everywhere: Bool?
    /// All roles from now on, each with its own place.
    public var grants: [Grant]?
    /// The region; null for none.
    public var region: Change<Slug<Region>>?

    /// All fields; what is optional may be left out.
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

  /// The new revision.
  public typealias Output = Receipt<Staff>
}
