/// Where an appointment stands.
public enum AppointmentState: String, Codable, CaseIterable, Sendable {
  /// Gebucht.
  case booked
  /// Erschienen.
  case arrived
  /// Verlegt; a successor supersedes it.
  case rescheduled
  /// Abgesagt.
  case cancelled
  /// Nicht erschienen.
  case noShow = "no_show"
}
