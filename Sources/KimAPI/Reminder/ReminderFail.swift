/// Records that a leased reminder could not be sent; it is tried again later.
public enum ReminderFail: WriteMethod {
  public static let name = "reminder.fail"
  public static let permission = Permission.reminderSend
  public static let summary =
    "Records that a leased reminder could not be sent; it is tried again later."

  public struct Params: Codable, Sendable, Equatable {
    public var id: ID<Reminder>
    public var token: Token
    /// Why; sealed, for a provider's words may quote an address.
    public var reason: Personal<Label>

    public init(id: ID<Reminder>, token: Token, reason: Personal<Label>) {
      self.id = id
      self.token = token
      self.reason = reason
    }
  }

  /// `scheduled`, or `dead` after the last attempt.
  public typealias Output = Receipt<Reminder>
}
