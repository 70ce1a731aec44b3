/// Why a reminder is dead.
public enum ReminderProblem: String, Codable, CaseIterable, Sendable {
  /// No address for the channel.
  case noRecipient = "no_recipient"
  /// Failed too often.
  case tooManyAttempts = "too_many_attempts"
  /// Its appointment had begun before it could be sent.
  case tooLate = "too_late"
}
