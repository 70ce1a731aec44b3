/// Describes the methods that the caller may call, as an OpenRPC document.
public enum RpcDiscover: InstantMethod {
  public static let name = "rpc.discover"
  public static let permission = Permission.connect
  public static let summary =
    "Describes the methods that the caller may call, as an OpenRPC document."
  public typealias Params = NoParams

  public struct Output: Codable, Sendable, Equatable {
    /// Version of OpenRPC.
    public var openrpc: String
    /// Name and version of the service.
    public var info: JSON
    /// The methods with their schemas.
    public var methods: JSON
    /// The types that the schemas refer to.
    public var components: JSON

    public init(openrpc: String, info: JSON, methods: JSON, components: JSON) {
      self.openrpc = openrpc
      self.info = info
      self.methods = methods
      self.components = components
    }
  }
}
