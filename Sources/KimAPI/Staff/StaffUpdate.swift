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
    public var id: ID<Staff>
    /// The revision that the caller saw.
    public var ifRev: Int
    /// Name for colleagues.
    public var name: Label?
    /// All roles from now on.
    public var roles: [Role]?
    /// All municipalities from now on.
    public var municipalities: [Slug<Municipality>]?
    /// The region; null for none.
    public var region: Change<Slug<Region>>?

    /// All fields; what is optional may be left out.
    public init(
      id: ID<Staff>,
      ifRev: Int,
      name: Label? = nil,
      roles: [Role]? = nil,
      municipalities: [Slug<Municipality>]? = nil,
      region: Change<Slug<Region>>? = nil
    ) {
      self.id = id
      self.ifRev = ifRev
      self.name = name
      self.roles = roles
      self.municipalities = municipalities
      self.region = region
    }
  }

  /// The new revision.
  public typealias Output = Receipt<Staff>
}
