/// A ticket (Wartemarke).
public struct Ticket: Codable, Sendable, Equatable {
  public var id: ID<Ticket>
  public var rev: Int
  public var session: ID<Session>
  /// The number that is called, `A017`.
  public var number: TicketNumber
  public var state: TicketState
  public var priority: TicketPriority
  /// What makes it urgent; only where the caller may see the client, or works at the place and there is none.
  public var priorityReason: Personal<Label>?
  public var serviceType: Ref<ServiceType>
  public var language: LanguageCode?
  /// Who; only where the caller may see the client.
  public var client: Ref<Client>?
  public var appointment: Ref<Appointment>?
  /// Which desk called it.
  public var desk: Label?
  /// How often it was called.
  public var callCount: Int
  /// When it was issued.
  public var issuedAt: Timestamp
  /// When it was called.
  public var calledAt: Timestamp?

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
