/// Ends a watch of this connection.
public enum WatchClose: LongMethod {
  /// `watch.close`.
  public static let name = "watch.close"
  /// See ``Permission/watch``.
  public static let permission = Permission.watch
  /// One sentence.
  public static let summary = "Ends a watch of this connection."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Number of the watch.
    public var watch: Int

    /// All fields; what is optional may be left out.
    public init(watch: Int) {
      self.watch = watch
    }
  }

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Number of the watch that is over.
    public var watch: Int

    /// All fields; what is optional may be left out.
    public init(watch: Int) {
      self.watch = watch
    }
  }
}
