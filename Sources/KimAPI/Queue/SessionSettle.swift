/// Ends a closed session; what still waits expires and is counted.
public enum SessionSettle: WriteMethod {
  /// `session.settle`.
  public static let name = "session.settle"
  /// See ``Permission/queueWrite``.
  public static let permission = Permission.queueWrite
  /// One sentence.
  public static let summary = "Ends a closed session; what still waits expires and is counted."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which; exactly one of it and `site`.
    public var id: ID<Session>?
    /// The site of which exactly one session is closed.
    public var site: Slug<Site>?
    /// The revision that the caller saw.
    public var ifRev: Int?

    /// All fields; what is optional may be left out.
    public init(id: ID<Session>? = nil, site: Slug<Site>? = nil, ifRev: Int? = nil) {
      self.id = id
      self.site = site
      self.ifRev = ifRev
    }
  }

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Which.
    public var id: ID<Session>
    /// The new revision.
    public var rev: Int
    /// `settled`.
    public var state: SessionState
    /// Tickets that were never served.
    public var expired: Int

    /// All fields; what is optional may be left out.
    public init(id: ID<Session>, rev: Int, state: SessionState, expired: Int) {
      self.id = id
      self.rev = rev
      self.state = state
      self.expired = expired
    }
  }
}
