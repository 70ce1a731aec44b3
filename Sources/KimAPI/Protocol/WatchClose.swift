/// Ends a watch of this connection.
public enum WatchClose: LongMethod {
  public static let name = "watch.close"
  public static let permission = Permission.watch
  public static let summary = "Ends a watch of this connection."

  public struct Params: Codable, Sendable, Equatable {
    /// Number of the watch.
    public var watch: Int

    public init(watch: Int) { self.watch = watch }
  }

  public typealias Output = Params
}
