import KimAPI

/// What holds for a case beyond the table of its steps, as far as the first rooms reach (domain 1.5).
enum CaseRules {
  /// Reasons that close a case whose intake led no further (transition 4).
  static let intakeReasons: [ClosureReason] = [
    .oneOffInformation, .noConsent, .notTargetGroup, .noFurtherContact,
  ]
  /// Reasons that close any open case early (transition 15).
  static let earlyReasons: [ClosureReason] = [
    .clientEnded, .lostContact, .movedAway, .deceased, .naturalisedGoalMet, .transferred,
  ]

  /// Refuses a reason that does not close a case in this state.
  static func check(_ reason: ClosureReason, closes row: CaseRecord) throws(Fault) {
    let allowed = row.state == .intake ? intakeReasons + earlyReasons : earlyReasons
    guard allowed.contains(reason) else {
      throw .invalidValue(
        "reason",
        "in state \(row.state.rawValue) one of "
          + allowed.map(\.rawValue).joined(separator: ", ")
      )
    }
  }
}
