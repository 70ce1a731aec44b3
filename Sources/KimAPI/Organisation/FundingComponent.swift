/// A component of the funding programme (Baustein).
public enum FundingComponent: String, Codable, CaseIterable, Sendable {
  /// Koordination.
  case b1
  /// Case Management.
  case b2
  /// Ausländer- und Einbürgerungsbehörden.
  case b3
}
