/// Verifies the hash chain of the audit entries from the first to the last.
public enum AuditVerify: LongMethod {
  public static let name = "audit.verify"
  public static let permission = Permission.auditVerify
  public static let summary =
    "Verifies the hash chain of the audit entries from the first to the last."
  public typealias Params = NoParams

  public struct Output: Codable, Sendable, Equatable {
    /// Entries verified.
    public var entries: Int
    /// Hash of the last entry, hexadecimal; keep it outside to notice a cut tail.
    public var head: String
    /// Whether the chain is whole.
    public var ok: Bool
    /// The first entry that does not fit.
    public var brokenAt: Int?

    public init(entries: Int, head: String, ok: Bool, brokenAt: Int? = nil) {
      self.entries = entries
      self.head = head
      self.ok = ok
      self.brokenAt = brokenAt
    }
  }
}
