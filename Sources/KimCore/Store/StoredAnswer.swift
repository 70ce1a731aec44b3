import FoundationEssentials
import KimAPI

/// The answers to writes that bore an idempotency key, kept seven days: the same key never has two effects.
///
/// An answer that may tell about a person lies sealed under the store's own key; all others are receipts of ids, numbers
/// and states, which lie plain in their own tables as well.
enum StoredAnswer {
  static let secondsKept: Int64 = 7 * 86_400

  /// When the oldest answer was given that still counts.
  static func oldest(at now: Timestamp) -> Timestamp { now.adding(seconds: -secondsKept) }

  /// The stored answer to a request that was asked before.
  static func find(
    _ job: Job,
    _ now: Timestamp,
    _ engine: any Engine,
    _ keys: KeyStore
  ) throws -> Answer? {
    guard let key = job.key else { return nil }
    var found: (method: String, digest: Data, answer: Data, seq: Int)?
    try engine.rows(
      "SELECT method,digest,answer,seq FROM idempotency WHERE uid=? AND key=? AND at>=?",
      [Int64(job.peer.uid).column, key.column, oldest(at: now).column]
    ) { row in
      found = (
        try row.required(0), try row.required(1), try row.required(2), try row.required(3)
      )
      return false
    }
    guard let found else { return nil }
    guard found.method == job.method, found.digest == job.digest else {
      throw Fault(.idempotencyMismatch, "this key was used for another request")
    }
    let isSealed = SealKey.isBox(found.answer)
    let text =
      isSealed ? try keys.own.open(found.answer, as: place(job.peer.uid, key)) : found.answer
    // The first line holds the warnings, which are words without commas; the result is the rest.
    let lines = text.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    guard lines.count == 2 else { throw SealFailure.damaged }
    let words = String(decoding: lines[0], as: UTF8.self).split(separator: ",")
    return Answer(
      result: Array(lines[1]),
      meta: .init(
        seq: found.seq,
        replayed: true,
        warnings: words.compactMap { Warning(rawValue: String($0)) }
      )
    )
  }

  /// Stores the answer in the transaction of the write.
  static func keep(
    _ result: [UInt8],
    warnings: [Warning],
    _ job: Job,
    _ seq: Int,
    _ now: Timestamp,
    _ engine: any Engine,
    _ keys: KeyStore
  ) throws {
    guard let key = job.key else { return }
    var text = Data(warnings.map(\.rawValue).joined(separator: ",").utf8)
    text.append(0x0A)
    text.append(contentsOf: result)
    if job.answersPersonal { text = try keys.own.seal(text, as: place(job.peer.uid, key)) }
    try engine.execute(
      """
      INSERT INTO idempotency(uid,key,method,digest,answer,seq,at) VALUES(?,?,?,?,?,?,?)
      ON CONFLICT(uid,key) DO UPDATE SET method=excluded.method,digest=excluded.digest,
        answer=excluded.answer,seq=excluded.seq,at=excluded.at
      """,
      [
        Int64(job.peer.uid).column, key.column, job.method.column,
        job.digest.column, text.column, seq.column, now.column,
      ]
    )
  }

  private static func place(_ uid: UInt32, _ key: Token) -> String { "answer/\(uid)/\(key.text)" }
}
