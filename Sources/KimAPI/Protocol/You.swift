/// The caller as kimd knows them: the uid from the kernel, the rest from the store.
public struct You: Codable, Sendable, Equatable {
  /// User id.
  public var uid: Int
  /// Login name, where the store knows the uid.
  public var login: String?
  /// Member of staff, where the store knows the uid.
  public var staff: ID<Staff>?
  /// Roles, without a staff entry those of an operator or none.
  public var roles: [Role]
  /// The roles with the places at which they count.
  public var scope: [Grant]

  public init(
    uid: Int,
    login: String? = nil,
    staff: ID<Staff>? = nil,
    roles: [Role],
    scope: [Grant]
  ) {
    self.uid = uid
    self.login = login
    self.staff = staff
    self.roles = roles
    self.scope = scope
  }
}
