/// Lists the consents of a client, the newest first.
public enum ConsentList: ReadMethod {
  public static let name = "consent.list"
  public static let permission = Permission.consentRead
  public static let summary = "Lists the consents of a client, the newest first."

  public struct Params: Codable, Sendable, Equatable {
    public var client: Named<Client>
    public var limit: PageLimit?
    public var cursor: Token?

    public init(client: Named<Client>, limit: PageLimit? = nil, cursor: Token? = nil) {
      self.client = client
      self.limit = limit
      self.cursor = cursor
    }
  }

  public typealias Output = Page<Consent>
}
