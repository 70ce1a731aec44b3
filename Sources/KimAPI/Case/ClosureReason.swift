/// Why a case was closed.
public enum ClosureReason: String, Codable, CaseIterable, Sendable {
  /// A single information was enough.
  case oneOffInformation = "one_off_information"
  /// No consent was given.
  case noConsent = "no_consent"
  /// Not of the target group.
  case notTargetGroup = "not_target_group"
  /// Nobody came again after the intake.
  case noFurtherContact = "no_further_contact"
  /// The client ended it.
  case clientEnded = "client_ended"
  /// Contact was lost.
  case lostContact = "lost_contact"
  /// Moved away.
  case movedAway = "moved_away"
  /// Deceased.
  case deceased
  /// Naturalised, the goal is met.
  case naturalisedGoalMet = "naturalised_goal_met"
  /// Handed to another office.
  case transferred
  /// Consent was withdrawn; set by kimd alone.
  case consentWithdrawn = "consent_withdrawn"
}
