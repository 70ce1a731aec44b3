/// Records that a leased reminder was sent.
public enum ReminderAck: WriteMethod {
  /// `reminder.ack`.
  public static let name = "reminder.ack"
  /// See ``Permission/reminderSend``.
  public static let permission = Permission.reminderSend
  /// One sentence.
  public static let summary = "Records that a leased reminder was sent."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which.
    public var id: ID<Reminder>
    /// Proof of the lease.
    public var token: Token
    /// What the provider called the message.
    public var providerId: Token?

    /// All fields; what is optional may be left out.
    public init(id: ID<Reminder>, token: Token, providerId: Token? = nil) {
      self.id = id
      self.token = token
      self.providerId = providerId
    }
  }

  /// `sent`.
  public typealias Output = Receipt<Reminder>
}
