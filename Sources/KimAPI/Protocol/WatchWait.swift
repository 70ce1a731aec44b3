/// Waits for changes once: for programs that keep no connection.
public enum WatchWait: LongMethod {
  public static let name = "watch.wait"
  public static let permission = Permission.watch
  public static let summary = "Waits for changes once: for programs that keep no connection."

  public struct Params: Codable, Sendable, Equatable {
    /// What to watch.
    public var topic: Topic
    /// Number after which changes count.
    public var since: Int
    /// How long to wait at most, 0 to 60000.
    public var timeoutMs: Int

    public init(topic: Topic, since: Int, timeoutMs: Int) {
      self.topic = topic
      self.since = since
      self.timeoutMs = timeoutMs
    }
  }

  public struct Output: Codable, Sendable, Equatable {
    /// Number to hand in next.
    public var seq: Int
    /// What changed, at most 500; empty after the time limit.
    public var events: [ChangeEvent]

    public init(seq: Int, events: [ChangeEvent]) {
      self.seq = seq
      self.events = events
    }
  }
}
