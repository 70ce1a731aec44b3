/// Why somebody may see or change something (domain 1.1, "Access is one model").
public enum RelationName: String, Codable, CaseIterable, Sendable {
  /// The case manager, of a client too; after the last case of a client the last one, for reading.
  case own
  /// Who stands in for an absent colleague.
  case substituted
  /// A beginner who reads along in the mentor's cases.
  case induction
  /// Who works in the municipality or social district.
  case place
  /// Who works in the same region.
  case team
  /// Fachaufsicht.
  case supervision
  /// A participant of a conference on the case.
  case conference
  /// Who broke the glass, for an hour at most.
  case breakGlass = "break_glass"
  /// The data protection officer while a request or an incident is open.
  case officer
  /// Who works in the office at all, where all may know.
  case office
  /// The automat.
  case automation
}
