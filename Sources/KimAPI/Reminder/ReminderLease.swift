/// Hands out reminders that are due, each to one sender at a time.
///
/// A lease that is neither acknowledged nor failed in time is handed out again: at least once, never silently lost.
public enum ReminderLease: WriteMethod {
  /// `reminder.lease`.
  public static let name = "reminder.lease"
  /// See ``Permission/reminderSend``.
  public static let permission = Permission.reminderSend
  /// One sentence.
  public static let summary = "Hands out reminders that are due, each to one sender at a time."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// At most so many; absent: 100.
    public var limit: PageLimit?
    /// How long they are the caller's, 10 to 3600; absent: 300.
    public var leaseSeconds: Int?
    /// Only of these channels.
    public var channels: [ReminderChannel]?

    /// All fields; what is optional may be left out.
    public init(
      limit: PageLimit? = nil,
      leaseSeconds: Int? = nil,
      channels: [ReminderChannel]? = nil
    ) {
      self.limit = limit
      self.leaseSeconds = leaseSeconds
      self.channels = channels
    }
  }

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// The longest due first.
    public var items: [LeasedReminder]

    /// All fields; what is optional may be left out.
    public init(items: [LeasedReminder]) {
      self.items = items
    }
  }
}
