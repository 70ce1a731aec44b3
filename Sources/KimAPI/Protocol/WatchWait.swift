/// Waits for changes once: for programs that keep no connection.
public enum WatchWait: LongMethod {
  /// `watch.wait`.
  public static let name = "watch.wait"
  /// See ``Permission/watch``.
  public static let permission = Permission.watch
  /// One sentence.
  public static let summary = "Waits for changes once: for programs that keep no connection."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// What to watch.
    public var topic: Topic
    /// Number after which changes count.
    public var since: Int
    /// How long to wait at most, 0 to 60000.
    public var timeoutMs: Int

    /// All fields; what is optional may be left out.
    public init(topic: Topic, since: Int, timeoutMs: Int) {
      self.topic = topic
      self.since = since
      self.timeoutMs = timeoutMs
    }
  }

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Number to hand in next.
    public var seq: Int
    /// What changed, at most 500; empty after the time limit.
    public var events: [ChangeEvent]

    /// All fields; what is optional may be left out.
    public init(seq: Int, events: [ChangeEvent]) {
      self.seq = seq
      self.events = events
    }
  }
}
