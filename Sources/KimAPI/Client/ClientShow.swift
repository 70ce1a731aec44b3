/// Shows a client of one's own scope.
public enum ClientShow: ReadMethod {
  public static let name = "client.show"
  public static let permission = Permission.clientRead
  public static let summary = "Shows a client of one's own scope."
  public typealias Params = Which<Client>
  public typealias Output = Client
}
