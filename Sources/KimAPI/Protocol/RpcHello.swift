/// Says who answers, what it can do, and who the caller is to it.
public enum RpcHello: InstantMethod {
  /// `rpc.hello`.
  public static let name = "rpc.hello"
  /// See ``Permission/connect``.
  public static let permission = Permission.connect
  /// One sentence.
  public static let summary = "Says who answers, what it can do, and who the caller is to it."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Name and version of the program that asks.
    public var client: Label?

    /// All fields; what is optional may be left out.
    public init(client: Label? = nil) {
      self.client = client
    }
  }

  /// Who answers, and who asks.
  public typealias Output = Hello
}
