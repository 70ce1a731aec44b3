/// Lists the tickets of a session in the order of issue.
public enum TicketList: ReadMethod {
  /// `ticket.list`.
  public static let name = "ticket.list"
  /// See ``Permission/queueRead``.
  public static let permission = Permission.queueRead
  /// One sentence.
  public static let summary = "Lists the tickets of a session in the order of issue."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Of which session; exactly one of it and `site`.
    public var session: ID<Session>?
    /// Of the session that is open at this site, else of the only closed one.
    public var site: Slug<Site>?
    /// Only in this state.
    public var state: TicketState?
    /// Entries a page.
    public var limit: PageLimit?
    /// `next` of the page before.
    public var cursor: Token?

    /// All fields; what is optional may be left out.
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

  /// In the order of issue.
  public typealias Output = Page<Ticket>
}
