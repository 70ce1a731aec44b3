/// Shows a client of one's own scope.
public enum ClientShow: ReadMethod {
  /// `client.show`.
  public static let name = "client.show"
  /// See ``Permission/clientRead``.
  public static let permission = Permission.clientRead
  /// One sentence.
  public static let summary = "Shows a client of one's own scope."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Who, by id.
    public var id: ID<Client>?
    /// Who, by number.
    public var number: Number<Client>?

    /// All fields; what is optional may be left out.
    public init(id: ID<Client>? = nil, number: Number<Client>? = nil) {
      self.id = id
      self.number = number
    }
  }

  /// The client.
  public typealias Output = Client
}
