/// How a span of consultation hours is used.
public enum HoursKind: String, Codable, CaseIterable, Sendable {
  /// By appointment (Terminsprechstunde).
  case appointment
  /// Open to all who come (offene Sprechstunde).
  case open
}
