/// Lists audit entries, the newest first.
public enum AuditList: ReadMethod {
  /// `audit.list`.
  public static let name = "audit.list"
  /// See ``Permission/auditRead``.
  public static let permission = Permission.auditRead
  /// One sentence.
  public static let summary = "Lists audit entries, the newest first."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Only of this user.
    public var uid: Int?
    /// Only about this id.
    public var subject: ID<AuditEntry>?
    /// Only of this kind.
    public var action: AuditAction?
    /// Entries a page.
    public var limit: PageLimit?
    /// `next` of the page before.
    public var cursor: Token?

    /// All fields; what is optional may be left out.
    public init(
      uid: Int? = nil,
      subject: ID<AuditEntry>? = nil,
      action: AuditAction? = nil,
      limit: PageLimit? = nil,
      cursor: Token? = nil
    ) {
      self.uid = uid
      self.subject = subject
      self.action = action
      self.limit = limit
      self.cursor = cursor
    }
  }

  /// The newest first.
  public typealias Output = Page<AuditEntry>
}
