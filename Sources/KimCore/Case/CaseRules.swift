import KimAPI

/// The table of a case's transitions, as far as the first rooms reach (domain 1.5).
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
  static func checkClose(_ row: CaseRecord, for reason: ClosureReason) throws(Fault) {
    guard row.state != .closed else { throw .invalidState(row.state.rawValue, allowed: []) }
    let allowed = row.state == .intake ? intakeReasons + earlyReasons : earlyReasons
    guard allowed.contains(reason) else {
      throw .invalidValue(
        "reason",
        "in state \(row.state.rawValue) one of "
          + allowed.map(\.rawValue).joined(separator: ", ")
      )
    }
  }

  /// Refuses to write into a case that is over.
  static func checkOpen(_ row: CaseRecord) throws(Fault) {
    guard row.state != .closed else { throw .invalidState(row.state.rawValue, allowed: []) }
  }
}

extension CaseRecord {
  mutating func close(_ reason: ClosureReason, at now: Timestamp) {
    state = .closed
    closedAt = now
    closureReason = reason
  }
}
