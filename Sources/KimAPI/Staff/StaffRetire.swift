/// Ends the rights of a member of staff at once.
public enum StaffRetire: WriteMethod {
  /// `staff.retire`.
  public static let name = "staff.retire"
  /// See ``Permission/staffWrite``.
  public static let permission = Permission.staffWrite
  /// One sentence.
  public static let summary = "Ends the rights of a member of staff at once."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Who.
    public var id: ID<Staff>
    /// The revision that the caller saw.
    public var ifRev: Int

    /// All fields; what is optional may be left out.
    public init(id: ID<Staff>, ifRev: Int) {
      self.id = id
      self.ifRev = ifRev
    }
  }

  /// `retired`.
  public typealias Output = Receipt<Staff>
}
