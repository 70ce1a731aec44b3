/// Lists the consents of a client, the newest first.
public enum ConsentList: ReadMethod {
  /// `consent.list`.
  public static let name = "consent.list"
  /// See ``Permission/consentRead``.
  public static let permission = Permission.consentRead
  /// One sentence.
  public static let summary = "Lists the consents of a client, the newest first."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Whose.
    public var client: Named<Client>
    /// Entries a page.
    public var limit: PageLimit?
    /// `next` of the page before.
    public var cursor: Token?

    /// All fields; what is optional may be left out.
    public init(client: Named<Client>, limit: PageLimit? = nil, cursor: Token? = nil) {
      self.client = client
      self.limit = limit
      self.cursor = cursor
    }
  }

  /// The newest first.
  public typealias Output = Page<Consent>
}
