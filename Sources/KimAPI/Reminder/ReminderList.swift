/// Lists reminders by the time when they are due, without recipients.
public enum ReminderList: ReadMethod {
  public static let name = "reminder.list"
  public static let permission = Permission.reminderRead
  public static let summary = "Lists reminders by the time when they are due, without recipients."
  public typealias Params = ByState<Reminder>
  public typealias Output = Page<Reminder>
}
