import KimAPI

/// Keeps what grows with every request within bounds: stored answers by age, the change feed by length.
///
/// A little goes with a group now and then, so that nobody ever waits for a great clearing.
struct Housekeeping {
  /// How many changes the feed holds; whoever was away longer is told `seq_too_old`.
  static let changesKept = 1_000_000
  private static let pauseSeconds: Int64 = 60
  private static let rowsMax = 1000

  private var next = Timestamp(microseconds: .min)

  /// Clears some of what is over, at most once a minute.
  mutating func run(_ engine: any Engine, at now: Timestamp, seq: Int) throws {
    // A clock that went back must not stop the clearing for as long as it went.
    guard now >= next || now.adding(seconds: Self.pauseSeconds) < next else { return }
    next = now.adding(seconds: Self.pauseSeconds)
    try engine.execute(
      """
      DELETE FROM idempotency WHERE at<? AND id IN
        (SELECT id FROM idempotency ORDER BY id LIMIT ?)
      """,
      [StoredAnswer.oldest(at: now).column, Self.rowsMax.column]
    )
    try engine.execute(
      """
      DELETE FROM change WHERE seq IN
        (SELECT seq FROM change WHERE seq<=? ORDER BY seq LIMIT ?)
      """,
      [(seq - Self.changesKept).column, Self.rowsMax.column]
    )
  }
}
