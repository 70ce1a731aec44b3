/// A reminder in the outbox, without recipient and text.
public struct Reminder: Codable, Sendable, Equatable {
  public var id: ID<Reminder>
  public var rev: Int
  public var appointment: Ref<Appointment>
  public var channel: ReminderChannel
  public var state: ReminderState
  /// From when on it is handed out.
  public var due: Timestamp
  /// How often it was leased.
  public var attempts: Int
  /// Why it is dead.
  public var problem: ReminderProblem?

  public init(
    id: ID<Reminder>,
    rev: Int,
    appointment: Ref<Appointment>,
    channel: ReminderChannel,
    state: ReminderState,
    due: Timestamp,
    attempts: Int,
    problem: ReminderProblem? = nil
  ) {
    self.id = id
    self.rev = rev
    self.appointment = appointment
    self.channel = channel
    self.state = state
    self.due = due
    self.attempts = attempts
    self.problem = problem
  }
}
