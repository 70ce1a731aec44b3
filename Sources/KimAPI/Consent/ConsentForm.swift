/// How a consent was given.
public enum ConsentForm: String, Codable, CaseIterable, Sendable {
  /// Signed on paper.
  case signed
  /// Electronically.
  case electronic
  /// By word before a witness.
  case oralWitnessed = "oral_witnessed"
}
