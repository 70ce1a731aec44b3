/// What is done on a post.
public enum PostFunction: String, Codable, CaseIterable, Sendable {
  /// Koordinierende Stelle.
  case coordination
  /// Assistenz.
  case assistance
  /// Case Management.
  case caseManagement = "case_management"
  /// Ausländerbehörde.
  case abh
  /// Einbürgerungsbehörde.
  case ebh
}
