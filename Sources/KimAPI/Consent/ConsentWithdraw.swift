/// Records that a client took a consent back; what depended on it stops at once.
///
/// Withdrawing as easily as giving: DSGVO Art. 7(3).
public enum ConsentWithdraw: WriteMethod {
  public static let name = "consent.withdraw"
  public static let permission = Permission.consentWrite
  public static let summary =
    "Records that a client took a consent back; what depended on it stops at once."

  public struct Params: Codable, Sendable, Equatable {
    public var id: ID<Consent>
    /// The revision that the caller saw; taking back is never refused for want of it.
    public var ifRev: Int?

    public init(id: ID<Consent>, ifRev: Int? = nil) {
      self.id = id
      self.ifRev = ifRev
    }
  }

  public struct Output: Codable, Sendable, Equatable {
    public var id: ID<Consent>
    public var rev: Int
    public var state: ConsentState
    /// Open cases closed by it.
    public var casesClosed: Int
    /// Reminders cancelled by it.
    public var remindersCancelled: Int

    public init(
      id: ID<Consent>,
      rev: Int,
      state: ConsentState,
      casesClosed: Int,
      remindersCancelled: Int
    ) {
      self.id = id
      self.rev = rev
      self.state = state
      self.casesClosed = casesClosed
      self.remindersCancelled = remindersCancelled
    }
  }
}
