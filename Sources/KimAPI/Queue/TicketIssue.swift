/// Issues a ticket of an open session.
public enum TicketIssue: WriteMethod {
  public static let name = "ticket.issue"
  public static let permission = Permission.queueWrite
  public static let summary = "Issues a ticket of an open session."

  public struct Params: Codable, Sendable, Equatable {
    /// Of which session; exactly one of it and `site`.
    public var session: ID<Session>?
    /// Of the session that is open at this site.
    public var site: Slug<Site>?
    public var serviceType: Slug<ServiceType>
    /// Who, where known.
    public var client: Named<Client>?
    public var language: LanguageCode?
    /// `urgent` or `walk_in`; absent: by appointment where one is named, else walk-in.
    public var priority: TicketPriority?
    /// What makes it urgent; sealed, said with `urgent` and only there.
    public var priorityReason: Personal<Label>?
    /// The appointment that it stands for; it is checked in.
    public var appointment: Named<Appointment>?

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

  public struct Output: Codable, Sendable, Equatable {
    public var id: ID<Ticket>
    public var number: TicketNumber
    public var rev: Int
    public var state: TicketState
    /// Tickets that are called before it, as it stands now.
    public var ahead: Int

    public init(id: ID<Ticket>, number: TicketNumber, rev: Int, state: TicketState, ahead: Int) {
      self.id = id
      self.number = number
      self.rev = rev
      self.state = state
      self.ahead = ahead
    }
  }
}
