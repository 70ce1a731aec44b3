/// Lists the staff by login.
public enum StaffList: ReadMethod {
  /// `staff.list`.
  public static let name = "staff.list"
  /// See ``Permission/staffRead``.
  public static let permission = Permission.staffRead
  /// One sentence.
  public static let summary = "Lists the staff by login."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Only these; absent: active ones.
    public var state: StaffState?
    /// Entries a page.
    public var limit: PageLimit?
    /// `next` of the page before.
    public var cursor: Token?

    /// All fields; what is optional may be left out.
    public init(state: StaffState? = nil, limit: PageLimit? = nil, cursor: Token? = nil) {
      self.state = state
      self.limit = limit
      self.cursor = cursor
    }
  }

  /// By login.
  public typealias Output = Page<Staff>
}
