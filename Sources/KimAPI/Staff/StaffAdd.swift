/// Adds a member of staff with roles and scope.
///
/// Nobody adds themselves, except the first member of staff on an empty store.
public enum StaffAdd: WriteMethod {
  /// `staff.add`.
  public static let name = "staff.add"
  /// See ``Permission/staffWrite``.
  public static let permission = Permission.staffWrite
  /// One sentence.
  public static let summary = "Adds a member of staff with roles and scope."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Login name on the server.
    public var login: Token
    /// Name for colleagues.
    public var name: Label
    /// At least one.
    public var roles: [Role]
    /// Where they work.
    public var municipalities: [Slug<Municipality>]?
    /// The region in which they work.
    public var region: Slug<Region>?
    /// User id; looked up by the login where absent.
    public var uid: Int?

    /// All fields; what is optional may be left out.
    public init(
      login: Token,
      name: Label,
      roles: [Role],
      municipalities: [Slug<Municipality>]? = nil,
      region: Slug<Region>? = nil,
      uid: Int? = nil
    ) {
      self.login = login
      self.name = name
      self.roles = roles
      self.municipalities = municipalities
      self.region = region
      self.uid = uid
    }
  }

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Identity.
    public var id: ID<Staff>
    /// Revision, 1.
    public var rev: Int
    /// User id.
    public var uid: Int
    /// Login name.
    public var login: Token
    /// Roles.
    public var roles: [Role]

    /// All fields; what is optional may be left out.
    public init(id: ID<Staff>, rev: Int, uid: Int, login: Token, roles: [Role]) {
      self.id = id
      self.rev = rev
      self.uid = uid
      self.login = login
      self.roles = roles
    }
  }
}
