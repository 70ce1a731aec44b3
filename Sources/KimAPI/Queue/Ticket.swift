/// A ticket (Wartemarke).
public struct Ticket: Codable, Sendable, Equatable {
  /// Identity.
  public var id: ID<Ticket>
  /// Revision, from 1.
  public var rev: Int
  /// Of which session.
  public var session: ID<Session>
  /// The number that is called, `A017`.
  public var number: TicketNumber
  /// Where it stands.
  public var state: TicketState
  /// Who is called before whom.
  public var priority: TicketPriority
  /// What makes it urgent; only where the caller may see the client, or works at the place and there is none.
  public var priorityReason: Personal<Label>?
  /// What for.
  public var serviceType: Ref<ServiceType>
  /// Language to be spoken.
  public var language: LanguageCode?
  /// Who; only where the caller may see the client.
  public var client: Ref<Client>?
  /// Which appointment it stands for.
  public var appointment: Ref<Appointment>?
  /// Which desk called it.
  public var desk: Label?
  /// How often it was called.
  public var callCount: Int
  /// When it was issued.
  public var issuedAt: Timestamp
  /// When it was called.
  public var calledAt: Timestamp?

  /// All fields; what is optional may be left out.
  public init(
    id: ID<Ticket>,
    rev: Int,
    session: ID<Session>,
    number: TicketNumber,
    state: TicketState,
    priority: TicketPriority,
    priorityReason: Personal<Label>? = nil,
    serviceType: Ref<ServiceType>,
    language: LanguageCode? = nil,
    client: Ref<Client>? = nil,
    appointment: Ref<Appointment>? = nil,
    desk: Label? = nil,
    callCount: Int,
    issuedAt: Timestamp,
    calledAt: Timestamp? = nil
  ) {
    self.id = id
    self.rev = rev
    self.session = session
    self.number = number
    self.state = state
    self.priority = priority
    self.priorityReason = priorityReason
    self.serviceType = serviceType
    self.language = language
    self.client = client
    self.appointment = appointment
    self.desk = desk
    self.callCount = callCount
    self.issuedAt = issuedAt
    self.calledAt = calledAt
  }
}
