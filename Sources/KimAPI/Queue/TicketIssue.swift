/// Issues a ticket of an open session.
public enum TicketIssue: WriteMethod {
  /// `ticket.issue`.
  public static let name = "ticket.issue"
  /// See ``Permission/queueWrite``.
  public static let permission = Permission.queueWrite
  /// One sentence.
  public static let summary = "Issues a ticket of an open session."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Of which session; exactly one of it and `site`.
    public var session: ID<Session>?
    /// Of the session that is open at this site.
    public var site: Slug<Site>?
    /// What for.
    public var serviceType: Slug<ServiceType>
    /// Who, where known.
    public var client: Named<Client>?
    /// Language to be spoken.
    public var language: LanguageCode?
    /// `urgent` or `walk_in`; absent: by appointment where one is named, else walk-in.
    public var priority: TicketPriority?
    /// What makes it urgent; sealed, said with `urgent` and only there.
    public var priorityReason: Personal<Label>?
    /// The appointment that it stands for; it is checked in.
    public var appointment: Named<Appointment>?

    /// All fields; what is optional may be left out.
    public init(
      session: ID<Session>? = nil,
      site: Slug<Site>? = nil,
      serviceType: Slug<ServiceType>,
      client: Named<Client>? = nil,
      language: LanguageCode? = nil,
      priority: TicketPriority? = nil,
      priorityReason: Personal<Label>? = nil,
      appointment: Named<Appointment>? = nil
    ) {
      self.session = session
      self.site = site
      self.serviceType = serviceType
      self.client = client
      self.language = language
      self.priority = priority
      self.priorityReason = priorityReason
      self.appointment = appointment
    }
  }

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Identity.
    public var id: ID<Ticket>
    /// The number that is called.
    public var number: TicketNumber
    /// Revision, 1.
    public var rev: Int
    /// `waiting`.
    public var state: TicketState
    /// Tickets that are called before it, as it stands now.
    public var ahead: Int

    /// All fields; what is optional may be left out.
    public init(id: ID<Ticket>, number: TicketNumber, rev: Int, state: TicketState, ahead: Int) {
      self.id = id
      self.number = number
      self.rev = rev
      self.state = state
      self.ahead = ahead
    }
  }
}
