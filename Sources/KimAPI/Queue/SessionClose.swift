/// Stops issuing tickets; those that wait are still called.
public enum SessionClose: WriteMethod {
  /// `session.close`.
  public static let name = "session.close"
  /// See ``Permission/queueWrite``.
  public static let permission = Permission.queueWrite
  /// One sentence.
  public static let summary = "Stops issuing tickets; those that wait are still called."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which; exactly one of it and `site`.
    public var id: ID<Session>?
    /// The site whose session is open.
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

  /// `closed`.
  public typealias Output = Receipt<Session>
}
