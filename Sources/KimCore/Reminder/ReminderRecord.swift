import KimAPI

struct ReminderRecord: Revised {
  typealias Root = ReminderRecord
  static let table = "reminder"
  static let topic = Topic.reminder
  var id: ID<Reminder>
  var rev: Int
  var appointment: ID<Appointment>
  var client: ID<Client>
  var site: Slug<Site>
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

  var concerned: (client: ID<Client>?, case: ID<Case>?) { (client, nil) }

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
