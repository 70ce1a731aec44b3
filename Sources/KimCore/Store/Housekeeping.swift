import KimAPI

/// Keeps what grows with every request within bounds: stored answers, by age.
///
/// A little goes with a group now and then, so that nobody ever waits for a great clearing.
struct Housekeeping {
  private static let pauseSeconds: Int64 = 60
  private static let rowsMax = 1000

  private var next = Timestamp(microseconds: .min)

  /// Clears some of what is over, at most once a minute.
  mutating func run(_ engine: any Engine, at now: Timestamp) throws {
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
  }
}
