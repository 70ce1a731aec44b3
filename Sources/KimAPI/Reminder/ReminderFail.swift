/// Records that a leased reminder could not be sent; it is tried again later.
public enum ReminderFail: WriteMethod {
  /// `reminder.fail`.
  public static let name = "reminder.fail"
  /// See ``Permission/reminderSend``.
  public static let permission = Permission.reminderSend
  /// One sentence.
  public static let summary =
    "Records that a leased reminder could not be sent; it is tried again later."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which.
    public var id: ID<Reminder>
    /// Proof of the lease.
    public var token: Token
    /// Why; sealed, for a provider's words may quote an address.
    public var reason: Personal<Label>

    /// All fields; what is optional may be left out.
    public init(id: ID<Reminder>, token: Token, reason: Personal<Label>) {
      self.id = id
      self.token = token
      self.reason = reason
    }
  }

  /// `scheduled`, or `dead` after the last attempt.
  public typealias Output = Receipt<Reminder>
}
