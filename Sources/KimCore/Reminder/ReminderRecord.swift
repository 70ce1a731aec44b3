import KimAPI

struct ReminderRecord: Revised {
  static let table = "reminder"
  static let topic = Topic.reminder
  var id: ID<Reminder>
  var rev: Int
  var appointment: ID<Appointment>
  var client: ID<Client>
  var channel: ReminderChannel
  var state: ReminderState
  var due: Timestamp
  var attempts: Int
  var leaseOwner: Int64?
  var leaseUntil: Timestamp?
  var token: Token?
  var providerId: Token?
  var failReason: Sealed<Label>?
  var problem: ReminderProblem?
  var dedupeKey: String

  /// The automat sends for all; others see those of appointments at their sites.
  static func scope(of caller: Caller) -> Predicate {
    if caller.holds(.automation) { return .all }
    let site = Predicate.site("a.site", of: caller)
    return Predicate(
      "EXISTS(SELECT 1 FROM appointment a WHERE a.id=reminder.appointment AND \(site.sql))",
      site.arguments
    )
  }

  /// Ends the lease and takes another state.
  mutating func settle(_ state: ReminderState) {
    self.state = state
    leaseOwner = nil
    leaseUntil = nil
    token = nil
  }
}

extension Reminder {
  init(_ row: ReminderRecord) {
    self.init(
      id: row.id,
      rev: row.rev,
      appointment: row.appointment,
      channel: row.channel,
      state: row.state,
      due: row.due,
      attempts: row.attempts,
      problem: row.problem
    )
  }
}
