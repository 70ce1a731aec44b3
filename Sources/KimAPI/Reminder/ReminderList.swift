/// Lists reminders by the time when they are due, without recipients.
public enum ReminderList: ReadMethod {
  /// `reminder.list`.
  public static let name = "reminder.list"
  /// See ``Permission/reminderRead``.
  public static let permission = Permission.reminderRead
  /// One sentence.
  public static let summary = "Lists reminders by the time when they are due, without recipients."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Only in this state.
    public var state: ReminderState?
    /// Entries a page.
    public var limit: PageLimit?
    /// `next` of the page before.
    public var cursor: Token?

    /// All fields; what is optional may be left out.
    public init(state: ReminderState? = nil, limit: PageLimit? = nil, cursor: Token? = nil) {
      self.state = state
      self.limit = limit
      self.cursor = cursor
    }
  }

  /// The earliest due first.
  public typealias Output = Page<Reminder>
}
