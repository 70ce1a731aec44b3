/// Hands out reminders that are due, each to one sender at a time.
///
/// A lease that is neither acknowledged nor failed in time is handed out again: at least once, never silently lost.
public enum ReminderLease: WriteMethod {
  public static let name = "reminder.lease"
  public static let permission = Permission.reminderSend
  public static let summary = "Hands out reminders that are due, each to one sender at a time."

  public struct Params: Codable, Sendable, Equatable {
    /// At most so many; absent: 100.
    public var limit: PageLimit?
    /// How long they are the caller's, 10 to 3600; absent: 300.
    public var leaseSeconds: Int?
    public var channels: [ReminderChannel]?

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

  public struct Output: Codable, Sendable, Equatable {
    /// The longest due first.
    public var items: [LeasedReminder]

    public init(items: [LeasedReminder]) { self.items = items }
  }
}
