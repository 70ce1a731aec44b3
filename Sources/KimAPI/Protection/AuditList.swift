/// Lists audit entries, the newest first.
public enum AuditList: ReadMethod {
  public static let name = "audit.list"
  public static let permission = Permission.auditRead
  public static let summary = "Lists audit entries, the newest first."

  public struct Params: Codable, Sendable, Equatable {
    /// Only from this instant on.
    public var from: Timestamp?
    /// Only before this instant.
    public var until: Timestamp?
    /// Only of this method.
    public var method: Token?
    public var staff: Named<Staff>?
    /// Only by this user id.
    public var uid: Int?
    /// Only about this thing.
    public var subject: ID<AuditEntry>?
    /// Only about this client and what belongs to them.
    public var client: Named<Client>?
    /// Only about this case and what hangs on it.
    public var `case`: Named<Case>?
    public var action: AuditAction?
    public var limit: PageLimit?
    public var cursor: Token?

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

  /// A page may hold fewer entries than asked for and still have a next one.
  public typealias Output = Page<AuditEntry>
}
