/// Where a case stands (domain table of transitions).
public enum CaseState: String, Codable, CaseIterable, Sendable {
  /// Erstgespräch.
  case intake
  /// Falleinschätzung.
  case assessment
  /// Verweisberatung.
  case referralCounselling = "referral_counselling"
  /// Prozessbegleitung.
  case accompaniment
  /// Auswertung.
  case evaluation
  /// Abgeschlossen.
  case closed
}
