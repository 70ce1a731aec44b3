/// Where a reminder stands.
public enum ReminderState: String, Codable, CaseIterable, Sendable {
  /// Waits until it is due, or for another attempt.
  case scheduled
  /// A sender has it.
  case leased
  /// Sent.
  case sent
  /// Its appointment changed or a consent was withdrawn.
  case cancelled
  /// Given up; somebody should look.
  case dead
}
