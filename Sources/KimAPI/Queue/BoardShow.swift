/// Shows the display board of a site for today.
public enum BoardShow: ReadMethod {
  public static let name = "board.show"
  public static let permission = Permission.boardRead
  public static let summary = "Shows the display board of a site for today."

  public struct Params: Codable, Sendable, Equatable {
    public var site: Slug<Site>

    public init(site: Slug<Site>) { self.site = site }
  }

  public struct Output: Codable, Sendable, Equatable {
    /// Whom the desks call, the latest first.
    public var calls: [BoardCall]
    /// How many wait.
    public var waiting: Int
    /// The change feed's number at this moment, for `watch.wait`.
    public var seq: Int

    public init(calls: [BoardCall], waiting: Int, seq: Int) {
      self.calls = calls
      self.waiting = waiting
      self.seq = seq
    }
  }
}
