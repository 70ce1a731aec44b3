/// Why just this ticket was called.
public enum CallReason: String, Codable, CaseIterable, Sendable {
  /// It is urgent.
  case urgent
  /// Its appointment is due.
  case appointmentDue = "appointment_due"
  /// It is a client of the person at this desk.
  case ownClient = "own_client"
  /// It is a client of somebody who is there and did not come to it in time.
  case managerBusy = "manager_busy"
  /// It has waited the longest.
  case longestWait = "longest_wait"
}
