/// Why just this ticket was called.
public enum CallReason: String, Codable, CaseIterable, Sendable {
  /// It is urgent.
  case urgent
  /// Its appointment is due.
  case appointmentDue = "appointment_due"
  /// It is a client of the person at this desk.
  case ownClient = "own_client"
  /// It has waited the longest.
  case longestWait = "longest_wait"
}
