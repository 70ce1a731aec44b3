import KimAPI

/// Keeps what grows with every request within bounds: stored answers, by age.
///
/// A little goes with a group now and then, so that nobody ever waits for a great clearing.
struct Housekeeping {
  private static let pauseSeconds: Int64 = 60
  static let rowsMax = 2000

  private var next = Timestamp(microseconds: .min)
  /// The stored answer at which the last step ended; nil where the next one begins at the first.
  private var answer: (uid: Int64, key: String)?

  /// Clears some of what is over, at most once a minute.
  mutating func run(_ engine: any Engine, at now: Timestamp) throws {
    // A clock that went back must not stop the clearing for as long as it went.
    guard now >= next || now.adding(seconds: Self.pauseSeconds) < next else { return }
    next = now.adding(seconds: Self.pauseSeconds)
    try clearAnswers(engine, before: StoredAnswer.oldest(at: now))
  }

  /// Walks on through some answers and clears those that are over: they lie in the order of their keys, not of their age.
  private mutating func clearAnswers(_ engine: any Engine, before oldest: Timestamp) throws {
    let (uid, key) = answer ?? (-1, "")
    answer = nil
    let step = "(uid,key)>(?,?)"
    try engine.rows(
      "SELECT uid,key FROM idempotency WHERE \(step) ORDER BY uid,key LIMIT 1 OFFSET ?",
      [uid.column, key.column, (Self.rowsMax - 1).column]
    ) { row in
      answer = (try row.required(0), try row.required(1))
      return false
    }
    var bound = [uid.column, key.column]
    if let answer { bound += [answer.uid.column, answer.key.column] }
    try engine.execute(
      "DELETE FROM idempotency WHERE \(step)\(answer == nil ? "" : " AND (uid,key)<=(?,?)") AND at<?",
      bound + [oldest.column]
    )
  }
}
