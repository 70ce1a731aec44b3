/// Lists sessions, the newest day first.
public enum SessionList: ReadMethod {
  /// `session.list`.
  public static let name = "session.list"
  /// See ``Permission/queueRead``.
  public static let permission = Permission.queueRead
  /// One sentence.
  public static let summary = "Lists sessions, the newest day first."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Only of this site.
    public var site: Slug<Site>?
    /// Only in this state.
    public var state: SessionState?
    /// Entries a page.
    public var limit: PageLimit?
    /// `next` of the page before.
    public var cursor: Token?

    /// All fields; what is optional may be left out.
    public init(
      site: Slug<Site>? = nil,
      state: SessionState? = nil,
      limit: PageLimit? = nil,
      cursor: Token? = nil
    ) {
      self.site = site
      self.state = state
      self.limit = limit
      self.cursor = cursor
    }
  }

  /// The newest day first.
  public typealias Output = Page<Session>
}
