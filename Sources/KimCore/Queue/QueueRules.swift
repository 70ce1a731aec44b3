import KimAPI

/// Who is called next (domain 1.3).
enum QueueRules {
  /// A ticket that has waited so long goes before everything but the urgent: nobody is starved.
  static let ageingSeconds: Int64 = 3600
  /// How long a client waits for the desk of their own case manager before another may call them.
  static let preferredWaitSeconds: Int64 = 900
  /// How long before its time an appointment counts as due.
  static let dueSeconds: Int64 = 300

  /// A ticket that waits, with what decides about it.
  struct Candidate: Sendable, Equatable {
    let id: ID<Ticket>
    let priority: TicketPriority
    let waitStartedAt: Timestamp
    let serial: Int
    /// When its appointment begins.
    let startsAt: Timestamp?
    /// The case manager of its client's open case.
    let caseManager: ID<Staff>?
  }

  /// The one to call now, and why; nil where nobody may be called from this desk.
  static func next(
    _ waiting: [Candidate],
    for staff: ID<Staff>?,
    at now: Timestamp
  ) -> (id: ID<Ticket>, why: CallReason)? {
    let mine = waiting.filter { candidate in
      guard let manager = candidate.caseManager, manager != staff, candidate.priority != .urgent
      else { return true }
      // Kept for their own case manager for a while, then any desk takes them.
      return now >= candidate.waitStartedAt.adding(seconds: preferredWaitSeconds)
    }
    let first = mine.min { left, right in
      let ranks = (rank(left, at: now), rank(right, at: now))
      if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
      return (left.waitStartedAt, left.serial) < (right.waitStartedAt, right.serial)
    }
    return first.map { ($0.id, why($0, for: staff, at: now)) }
  }

  private static func rank(_ candidate: Candidate, at now: Timestamp) -> Int {
    if candidate.priority == .urgent { return 0 }
    if now >= candidate.waitStartedAt.adding(seconds: ageingSeconds) { return 1 }
    if isDue(candidate, at: now) { return 2 }
    return candidate.priority == .walkIn ? 3 : 4
  }

  private static func isDue(_ candidate: Candidate, at now: Timestamp) -> Bool {
    guard candidate.priority == .appointment else { return false }
    guard let startsAt = candidate.startsAt else { return true }
    return now.adding(seconds: dueSeconds) >= startsAt
  }

  private static func why(
    _ candidate: Candidate,
    for staff: ID<Staff>?,
    at now: Timestamp
  ) -> CallReason {
    if candidate.priority == .urgent { return .urgent }
    if isDue(candidate, at: now) { return .appointmentDue }
    if candidate.caseManager != nil, candidate.caseManager == staff { return .ownClient }
    return .longestWait
  }
}
