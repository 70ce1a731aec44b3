/// Records that a leased reminder was sent.
public enum ReminderAck: WriteMethod {
  public static let name = "reminder.ack"
  public static let permission = Permission.reminderSend
  public static let summary = "Records that a leased reminder was sent."

  public struct Params: Codable, Sendable, Equatable {
    public var id: ID<Reminder>
    public var token: Token
    /// What the provider called the message.
    public var providerId: Token?

    public init(id: ID<Reminder>, token: Token, providerId: Token? = nil) {
      self.id = id
      self.token = token
      self.providerId = providerId
    }
  }

  public typealias Output = Receipt<Reminder>
}
