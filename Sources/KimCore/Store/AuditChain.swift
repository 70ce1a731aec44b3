import FoundationEssentials
import KimAPI

/// What an audit entry says before it has its place in the chain: ids, codes and names of fields, never content.
struct AuditDraft {
  var at: Timestamp
  var uid: UInt32
  var staff: ID<Staff>?
  var method: String
  var action: AuditAction
  var outcome: String
  var subjectKind: String?
  var subject: String?
  var fields: [String] = []
  /// Why, as the caller said it; sealed before it is stored.
  var reason: Label?
}

/// The hash chain of the audit entries: each entry's hash covers the one before it, so that what is changed, removed or
/// moved is found; a cut tail is found by comparing the head with one kept elsewhere.
///
/// A reason enters the chain by its digest alone: it can be erased and the chain still verifies.
struct AuditChain {
  private static let refusalSpan: Int64 = 60
  private static let refusalsMax = 1024

  private struct Refusal: Hashable {
    let uid: UInt32
    let method: String
    let outcome: String
    let subject: String?
  }

  /// Number of the last entry.
  private(set) var seq: Int64
  private(set) var hash: Data
  private var refusals: [Refusal: (seq: Int64, until: Timestamp)] = [:]

  /// Reads where the chain ends.
  init(_ engine: any Engine) throws {
    var head: (Int64, Data)?
    try engine.rows("SELECT seq,hash FROM auditHead", []) { row in
      head = (try row.required(0), try row.required(1))
      return false
    }
    guard let head else { throw SealFailure.damaged }
    (seq, hash) = head
  }

  /// Adds an entry.
  mutating func append(_ draft: AuditDraft, _ engine: any Engine, _ keys: KeyStore) throws {
    var row = AuditRecord(
      seq: seq + 1,
      at: draft.at,
      uid: Int64(draft.uid),
      staff: draft.staff,
      method: draft.method,
      action: draft.action,
      outcome: draft.outcome,
      subjectKind: draft.subjectKind,
      subject: draft.subject,
      fields: draft.fields.joined(separator: ","),
      hash: Data(),
      count: 1
    )
    if let reason = draft.reason {
      let box = try keys.own.seal(Data(reason.text.utf8), as: "audit.reason/\(row.seq)")
      row.reason = box
      row.commitment = Fingerprint.sha256(box)
    }
    row.hash = Self.link(hash, row)
    try engine.execute(Self.insertSQL, Self.values(row))
    seq = row.seq
    hash = row.hash
  }

  /// Adds a refusal, or counts up the equal one of the same caller within a minute.
  mutating func refuse(_ draft: AuditDraft, _ engine: any Engine, _ keys: KeyStore) throws {
    let refusal = Refusal(
      uid: draft.uid,
      method: draft.method,
      outcome: draft.outcome,
      subject: draft.subject
    )
    if let known = refusals[refusal], draft.at < known.until {
      try engine.execute(
        "UPDATE audit SET count=count+1 WHERE seq=?",
        [known.seq.column]
      )
      return
    }
    try append(draft, engine, keys)
    if refusals.count >= Self.refusalsMax {
      refusals = refusals.filter { $0.value.until > draft.at }
    }
    if refusals.count >= Self.refusalsMax { refusals.removeAll() }
    refusals[refusal] = (seq, draft.at.adding(seconds: Self.refusalSpan))
  }

  /// Stores where the chain ends; once a group.
  func storeHead(_ engine: any Engine) throws {
    try engine.execute(
      "UPDATE auditHead SET seq=?,hash=? WHERE id=1",
      [seq.column, hash.column]
    )
  }

  /// Some entries after a number, in order.
  static func entries(
    _ engine: any Engine,
    after seq: Int64,
    upTo last: Int64,
    max: Int
  ) throws -> [AuditRecord] {
    var entries: [AuditRecord] = []
    try engine.rows(
      "SELECT * FROM audit WHERE seq>? AND seq<=? ORDER BY seq LIMIT ?",
      [seq.column, last.column, max.column]
    ) { row in
      entries.append(try row.decode(AuditRecord.self))
      return true
    }
    return entries
  }

  /// The hash before the first entry: the chain of each store begins with its name.
  static func origin(of store: String) -> Data { Fingerprint.sha256(Data(store.utf8)) }

  /// The hash of an entry that follows on another.
  static func link(_ previous: Data, _ row: AuditRecord) -> Data {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    bytes += previous
    // No part holds a line feed: they are numbers, ids and words of our own.
    for number in [row.seq, row.at.microseconds, row.uid] { bytes += "\(number)\n".utf8 }
    let words = [
      row.staff?.text, row.method, row.action.rawValue, row.outcome, row.subjectKind, row.subject,
    ]
    for word in words {
      if let word { bytes += word.utf8 }
      bytes.append(UInt8(ascii: "\n"))
    }
    bytes += row.fields.utf8
    if let commitment = row.commitment { bytes += commitment }
    return Fingerprint.sha256(bytes)
  }

  private static let insertSQL = """
    INSERT INTO audit(seq,at,uid,staff,method,action,outcome,subjectKind,subject,fields,reason,
      commitment,hash) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)
    """

  private static func values(_ row: AuditRecord) -> [Value] {
    [
      row.seq.column, row.at.column, row.uid.column,
      row.staff?.column ?? .null, row.method.column,
      row.action.rawValue.column, row.outcome.column,
      row.subjectKind?.column ?? .null, row.subject?.column ?? .null,
      row.fields.column, row.reason?.column ?? .null,
      row.commitment?.column ?? .null, row.hash.column,
    ]
  }
}
