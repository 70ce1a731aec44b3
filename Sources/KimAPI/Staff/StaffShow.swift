/// Shows a member of staff.
public enum StaffShow: ReadMethod {
  /// `staff.show`.
  public static let name = "staff.show"
  /// See ``Permission/staffRead``.
  public static let permission = Permission.staffRead
  /// One sentence.
  public static let summary = "Shows a member of staff."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Who.
    public var id: Named<Staff>

    /// All fields; what is optional may be left out.
    public init(id: Named<Staff>) {
      self.id = id
    }
  }

  /// The member of staff.
  public typealias Output = Staff
}
