/// Who is called before whom; a long wait raises everybody.
public enum TicketPriority: String, Codable, CaseIterable, Sendable {
  /// Urgent.
  case urgent
  /// With an appointment.
  case appointment
  /// Without one (Spontankunde).
  case walkIn = "walk_in"
}
