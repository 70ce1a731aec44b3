/// Lists audit entries, the newest first.
public enum AuditList: ReadMethod {
  /// `audit.list`.
  public static let name = "audit.list"
  /// See ``Permission/auditRead``.
  public static let permission = Permission.auditRead
  /// One sentence.
  public static let summary = "Lists audit entries, the newest first."

  /// What the caller hands in; a page may hold fewer entries than asked for and still have a next one.
  public struct Params: Codable, Sendable, Equatable {
    /// Only from this instant on.
    public var from: Timestamp?
    /// Only before this instant.
    public var until: Timestamp?
    /// Only of this method.
    public var method: Token?
    /// Only by this member of staff.
    public var staff: Named<Staff>?
    /// Only by this user id.
    public var uid: Int?
    /// Only about this thing.
    public var subject: ID<AuditEntry>?
    /// Only about this client and what belongs to them.
    public var client: Named<Client>?
    /// Only about this case and what hangs on it.
    public var `case`: Named<Case>?
    /// Only of this kind of act.
    public var action: AuditAction?
    /// Entries a page.
    public var limit: PageLimit?
    /// `next` of the page before.
    public var cursor: Token?

    /// All fields; what is optional may be left out.
    public init(
      from: Timestamp? = nil,
      until: Timestamp? = nil,
      method: Token? = nil,
      staff: Named<Staff>? = nil,
      uid: Int? = nil,
      subject: ID<AuditEntry>? = nil,
      client: Named<Client>? = nil,
      case: Named<Case>? = nil,
      action: AuditAction? = nil,
      limit: PageLimit? = nil,
      cursor: Token? = nil
    ) {
      self.from = from
      self.until = until
      self.method = method
      self.staff = staff
      self.uid = uid
      self.subject = subject
      self.client = client
      self.case = `case`
      self.action = action
      self.limit = limit
      self.cursor = cursor
    }
  }

  /// The newest first.
  public typealias Output = Page<AuditEntry>
}
