import KimAPI

struct ReminderRecord: Staged {
  typealias Root = ReminderRecord
  static let table = "reminder"
  static let topic = Topic.reminder
  var id: ID<Reminder>
  var rev: Int
  var appointment: ID<Appointment>
  var client: ID<Client>
  var site: Slug<Site>
  var channel: ReminderChannel
  /// Which planning of the appointment and channel; one of them at most is open or sent.
  var round: Int
  var state: ReminderState
  var due: Timestamp
  var attempts: Int
  var leaseOwner: Int64?
  var leaseUntil: Timestamp?
  var token: Token?
  var providerId: Token?
  var failReason: Sealed<Label>?
  var problem: ReminderProblem?

  var concerned: (client: ID<Client>?, case: ID<Case>?) { (client, nil) }

  static let machine = Machine<ReminderState>(
    .auto(from: [], to: .scheduled),
    .by(ReminderLease.self, from: [.scheduled], to: .leased, .dead),
    .by(ReminderAck.self, from: [.leased], to: .sent),
    .by(ReminderFail.self, from: [.leased], to: .scheduled, .dead),
    .auto(from: [.leased], to: .scheduled, .dead),
    .auto(from: [.scheduled, .leased], to: .cancelled)
  )

  /// A lease ends with its state.
  mutating func enter(at now: Timestamp) {
    guard state != .leased else { return }
    leaseOwner = nil
    leaseUntil = nil
    token = nil
  }

  mutating func giveUp(_ problem: ReminderProblem) {
    state = .dead
    self.problem = problem
  }
}

extension StoreContext where Self: ~Copyable {
  /// The state of a reminder, without its recipient.
  borrowing func view(_ row: ReminderRecord) throws -> Reminder {
    Reminder(
      id: row.id,
      rev: row.rev,
      appointment: try ref(AppointmentRecord.self, row.appointment),
      channel: row.channel,
      state: row.state,
      due: row.due,
      attempts: row.attempts,
      problem: row.problem
    )
  }
}
