/// Verifies the hash chain of the audit entries from the first to the last.
public enum AuditVerify: LongMethod {
  /// `audit.verify`.
  public static let name = "audit.verify"
  /// See ``Permission/auditVerify``.
  public static let permission = Permission.auditVerify
  /// One sentence.
  public static let summary =
    "Verifies the hash chain of the audit entries from the first to the last."

  /// None.
  public typealias Params = NoParams

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Entries verified.
    public var entries: Int
    /// Hash of the last entry, hexadecimal; keep it outside to notice a cut tail.
    public var head: String
    /// Whether the chain is whole.
    public var ok: Bool
    /// The first entry that does not fit.
    public var brokenAt: Int?

    /// All fields; what is optional may be left out.
    public init(entries: Int, head: String, ok: Bool, brokenAt: Int? = nil) {
      self.entries = entries
      self.head = head
      self.ok = ok
      self.brokenAt = brokenAt
    }
  }
}
