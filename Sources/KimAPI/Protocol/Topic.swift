/// What can be watched; each needs the read permission of its room.
public enum Topic: String, Codable, CaseIterable, Sendable {
  /// The organisation.
  case organisation
  /// Staff.
  case staff
  /// Clients.
  case client
  /// Consents.
  case consent
  /// Cases.
  case `case`
  /// Appointments.
  case appointment
  /// Sessions.
  case session
  /// Tickets.
  case ticket
  /// Reminders.
  case reminder
}
