/// A reminder as its sender gets it.
public struct LeasedReminder: Codable, Sendable, Equatable {
  public var id: ID<Reminder>
  /// Proves the lease.
  public var token: Token
  public var channel: ReminderChannel
  /// Where to.
  public var recipient: Personal<LongText>
  /// Language of the text.
  public var language: LanguageCode
  /// Subject line.
  public var subject: Personal<Label>
  /// Text; it names no office of migration and no reason.
  public var body: Personal<LongText>
  /// Since when it is due.
  public var due: Timestamp

  public init(
    id: ID<Reminder>,
    token: Token,
    channel: ReminderChannel,
    recipient: Personal<LongText>,
    language: LanguageCode,
    subject: Personal<Label>,
    body: Personal<LongText>,
    due: Timestamp
  ) {
    self.id = id
    self.token = token
    self.channel = channel
    self.recipient = recipient
    self.language = language
    self.subject = subject
    self.body = body
    self.due = due
  }
}
