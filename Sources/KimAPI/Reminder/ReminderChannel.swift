/// By which channel a reminder goes.
public enum ReminderChannel: String, Codable, CaseIterable, Sendable {
  /// E-Mail.
  case email
  /// SMS.
  case sms
}
