/// Where an appointment stands.
public enum AppointmentState: String, Codable, CaseIterable, Sendable {
  /// Gebucht.
  case booked
  /// Erschienen.
  case arrived
  /// In Beratung.
  case inService = "in_service"
  /// Beraten.
  case completed
  /// Gegangen; came and was not served.
  case left
  /// Verlegt; a successor supersedes it.
  case rescheduled
  /// Abgesagt.
  case cancelled
  /// Nicht erschienen; never came.
  case noShow = "no_show"
}
