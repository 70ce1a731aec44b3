/// Lists the tickets of a session in the order of issue.
public enum TicketList: ReadMethod {
  public static let name = "ticket.list"
  public static let permission = Permission.queueRead
  public static let summary = "Lists the tickets of a session in the order of issue."

  public struct Params: Codable, Sendable, Equatable {
    /// Of which session; exactly one of it and `site`.
    public var session: ID<Session>?
    public var site: Slug<Site>?
    public var state: TicketState?
    public var limit: PageLimit?
    public var cursor: Token?

    public init(
      session: ID<Session>? = nil,
      site: Slug<Site>? = nil,
      state: TicketState? = nil,
      limit: PageLimit? = nil,
      cursor: Token? = nil
    ) {
      self.session = session
      self.site = site
      self.state = state
      self.limit = limit
      self.cursor = cursor
    }
  }

  public typealias Output = Page<Ticket>
}
