/// Lists sessions, the newest day first.
public enum SessionList: ReadMethod {
  public static let name = "session.list"
  public static let permission = Permission.queueRead
  public static let summary = "Lists sessions, the newest day first."

  public struct Params: Codable, Sendable, Equatable {
    public var site: Slug<Site>?
    public var state: SessionState?
    public var limit: PageLimit?
    public var cursor: Token?

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

  public typealias Output = Page<Session>
}
