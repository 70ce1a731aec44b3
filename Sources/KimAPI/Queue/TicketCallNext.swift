/// Calls the next ticket of a session to a desk.
///
/// Two desks never get the same ticket; a desk with an open ticket gets `desk_busy` with that ticket.
public enum TicketCallNext: WriteMethod {
  /// `ticket.callNext`.
  public static let name = "ticket.callNext"
  /// See ``Permission/queueWrite``.
  public static let permission = Permission.queueWrite
  /// One sentence.
  public static let summary = "Calls the next ticket of a session to a desk."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Of which session; exactly one of it and `site`.
    public var session: ID<Session>?
    /// Of the session that is open at this site, else of the only closed one.
    public var site: Slug<Site>?
    /// To which desk of the site.
    public var desk: Label

    /// All fields; what is optional may be left out.
    public init(session: ID<Session>? = nil, site: Slug<Site>? = nil, desk: Label) {
      self.session = session
      self.site = site
      self.desk = desk
    }
  }

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Identity.
    public var id: ID<Ticket>
    /// Revision.
    public var rev: Int
    /// The number that is called.
    public var number: TicketNumber
    /// `called`.
    public var state: TicketState
    /// The desk.
    public var desk: Label
    /// What for.
    public var serviceType: Ref<ServiceType>
    /// Language to be spoken.
    public var language: LanguageCode?
    /// Who; only where the caller may see the client.
    public var client: Ref<Client>?
    /// Which appointment it stands for.
    public var appointment: Ref<Appointment>?
    /// Why just this one.
    public var why: CallReason

    /// All fields; what is optional may be left out.
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
