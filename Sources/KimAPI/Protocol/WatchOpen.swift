/// Starts notifications of changes on this connection.
///
/// Notifications `watch.event` and `watch.lagged` follow on the connection; one without events every 30 s shows life.
public enum WatchOpen: LongMethod {
  public static let name = "watch.open"
  public static let permission = Permission.watch
  public static let summary = "Starts notifications of changes on this connection."

  public struct Params: Codable, Sendable, Equatable {
    /// What to watch, at least one.
    public var topics: [Topic]
    /// Number after which to begin; absent: from now on.
    public var since: Int?

    public init(topics: [Topic], since: Int? = nil) {
      self.topics = topics
      self.since = since
    }
  }

  public struct Output: Codable, Sendable, Equatable {
    /// Number of the watch on this connection.
    public var watch: Int
    /// Number after which it begins.
    public var seq: Int

    public init(watch: Int, seq: Int) {
      self.watch = watch
      self.seq = seq
    }
  }
}
