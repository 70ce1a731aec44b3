/// Calls the next ticket of a session to a desk.
///
/// Two desks never get the same ticket; a desk with an open ticket gets `desk_busy` with that ticket.
public enum TicketCallNext: WriteMethod {
  public static let name = "ticket.callNext"
  public static let permission = Permission.queueWrite
  public static let summary = "Calls the next ticket of a session to a desk."

  public struct Params: Codable, Sendable, Equatable {
    /// Of which session; exactly one of it and `site`.
    public var session: ID<Session>?
    /// Of the session that is open at this site, else of the only closed one.
    public var site: Slug<Site>?
    /// To which desk of the site.
    public var desk: Label

    public init(session: ID<Session>? = nil, site: Slug<Site>? = nil, desk: Label) {
      self.session = session
      self.site = site
      self.desk = desk
    }
  }

  public struct Output: Codable, Sendable, Equatable {
    public var id: ID<Ticket>
    public var rev: Int
    public var number: TicketNumber
    public var state: TicketState
    /// The desk.
    public var desk: Label
    public var serviceType: Ref<ServiceType>
    public var language: LanguageCode?
    /// Who; only where the caller may see the client.
    public var client: Ref<Client>?
    public var appointment: Ref<Appointment>?
    /// Why just this one.
    public var why: CallReason

    public init(
      id: ID<Ticket>,
      rev: Int,
      number: TicketNumber,
      state: TicketState,
      desk: Label,
      serviceType: Ref<ServiceType>,
      language: LanguageCode? = nil,
      client: Ref<Client>? = nil,
      appointment: Ref<Appointment>? = nil,
      why: CallReason
    ) {
      self.id = id
      self.rev = rev
      self.number = number
      self.state = state
      self.desk = desk
      self.serviceType = serviceType
      self.language = language
      self.client = client
      self.appointment = appointment
      self.why = why
    }
  }
}
