/// Says who answers, what it can do, and who the caller is to it.
public enum RpcHello: InstantMethod {
  public static let name = "rpc.hello"
  public static let permission = Permission.connect
  public static let summary = "Says who answers, what it can do, and who the caller is to it."

  public struct Params: Codable, Sendable, Equatable {
    /// Name and version of the program that asks.
    public var client: Label?

    public init(client: Label? = nil) { self.client = client }
  }

  public typealias Output = Hello
}
