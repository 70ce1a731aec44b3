/// Shows a client of one's own scope.
public enum ClientShow: ReadMethod {
  /// `client.show`.
  public static let name = "client.show"
  /// See ``Permission/clientRead``.
  public static let permission = Permission.clientRead
  /// One sentence.
  public static let summary = "Shows a client of one's own scope."

  /// Who.
  public typealias Params = Which<Client>
  /// The client.
  public typealias Output = Client
}
