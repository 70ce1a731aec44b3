/// How much of a case its caller sees.
public enum CaseView: String, Codable, CaseIterable, Sendable {
  /// All: the own case.
  case full
  /// That it is there, its state and case manager: a colleague's case.
  case team
}
