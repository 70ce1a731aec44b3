/// Shows the display board of a site for today.
public enum BoardShow: ReadMethod {
  /// `board.show`.
  public static let name = "board.show"
  /// See ``Permission/boardRead``.
  public static let permission = Permission.boardRead
  /// One sentence.
  public static let summary = "Shows the display board of a site for today."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which site.
    public var site: Slug<Site>

    /// All fields; what is optional may be left out.
    public init(site: Slug<Site>) {
      self.site = site
    }
  }

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Whom the desks call, the latest first.
    public var calls: [BoardCall]
    /// How many wait.
    public var waiting: Int
    /// The change feed's number at this moment, for `watch.wait`.
    public var seq: Int

    /// All fields; what is optional may be left out.
    public init(calls: [BoardCall], waiting: Int, seq: Int) {
      self.calls = calls
      self.waiting = waiting
      self.seq = seq
    }
  }
}
