import FoundationEssentials
import KimAPI

/// What an audit entry says before it has its place in the chain: ids, codes and names of fields, never content.
struct AuditDraft {
  var at: Timestamp
  var uid: UInt32
  var staff: ID<Staff>?
  var method: String
  var action: AuditAction
  var outcome = "ok"
  /// By which relation it was done.
  var relation: RelationName?
  var subject: Subject?
  /// What became of the subject, and its revision after that.
  var op: ChangeOperation?
  var rev: Int?
  var fields: [String] = []
  /// How many equal refusals it tells of.
  var count = 1
  /// Why, as the caller said it; sealed before it is stored.
  var reason: Label?
}

/// The hash chain of the audit entries: each entry's hash covers the one before it, so that what is changed, removed or
/// moved is found; a cut tail is found by comparing the head with one kept elsewhere.
///
/// A reason enters the chain by its digest alone: it can be erased and the chain still verifies.
struct AuditChain {
  /// How an entry enters its hash; entries of every format so far are verified for ever.
  static let format = 1
  static let headName = "audit"

  /// Number of the last entry.
  private(set) var seq: Int64
  private(set) var hash: Data
  private var refusals = Refusals()

  /// Reads where the chain ends.
  init(_ engine: any Engine) throws {
    var head: (Int64, Data)?
    try engine.rows("SELECT value,hash FROM counter WHERE name=?", [Self.headName.column]) { row in
      head = (try row.required(0), try row.required(1))
      return false
    }
    guard let head else { throw SealFailure.damaged }
    (seq, hash) = head
  }

  /// Adds an entry.
  mutating func append(_ draft: AuditDraft, _ engine: any Engine, _ keys: KeyStore) throws {
    var row = AuditRecord(draft, seq: seq + 1)
    if let reason = draft.reason {
      let box = try keys.own.seal(Data(reason.text.utf8), as: "audit.reason/\(row.seq)")
      row.reason = box
      row.commitment = Fingerprint.sha256(box)
    }
    guard let link = Self.link(hash, row) else { throw SealFailure.damaged }
    row.hash = link
    try engine.execute(AuditRecord.insertSQL, row.values)
    seq = row.seq
    hash = row.hash
  }

  /// Whether a refusal is like one that has its entry already, and was only counted.
  mutating func counts(_ draft: AuditDraft) -> Bool { refusals.counts(draft) }

  /// Adds the entry of a refusal; those like it are counted from now on, for a minute.
  mutating func refuse(_ draft: AuditDraft, _ engine: any Engine, _ keys: KeyStore) throws {
    // The minute of those before it may have ended since the group began.
    try settleRefusals(at: draft.at, engine, keys)
    try append(draft, engine, keys)
    refusals.begin(draft)
  }

  /// When the next count of refusals is over, nil where none waits.
  var countsUntil: Timestamp? { refusals.next }

  /// Adds the entries that tell how many refusals there were beyond those that have one: of the minutes that are over, or
  /// of all.
  mutating func settleRefusals(
    at now: Timestamp?,
    _ engine: any Engine,
    _ keys: KeyStore
  ) throws {
    for draft in refusals.settle(at: now) { try append(draft, engine, keys) }
  }

  /// Stores where the chain ends; once a group.
  func storeHead(_ engine: any Engine) throws {
    try engine.execute(
      "UPDATE counter SET value=?,hash=? WHERE name=?",
      [seq.column, hash.column, Self.headName.column]
    )
  }

  /// Stores where the chain of a new store begins.
  static func begin(_ store: String, _ engine: any Engine) throws {
    try engine.execute(
      "INSERT INTO counter(name,value,hash) VALUES(?,0,?)",
      [headName.column, origin(of: store).column]
    )
  }

  /// Some entries after a number, in order, up to the first that nobody can read.
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
      guard let entry = try? row.decode(AuditRecord.self) else { return false }
      entries.append(entry)
      return true
    }
    return entries
  }

  /// The hash before the first entry: the chain of each store begins with its name.
  static func origin(of store: String) -> Data { Fingerprint.sha256(Data(store.utf8)) }

  /// The hash of an entry that follows on another; nil for a format that this version does not know.
  static func link(_ previous: Data, _ row: AuditRecord) -> Data? {
    guard row.format == 1, row.commitment?.count ?? 32 == 32 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    bytes += previous
    // No part holds a line feed: they are numbers, ids and words of our own. Nothing is another thing than an empty text.
    func add(_ part: String?) {
      if let part { bytes += part.utf8 } else { bytes.append(0) }
      bytes.append(UInt8(ascii: "\n"))
    }
    for number in [Int64(row.format), row.seq, row.at.microseconds, row.uid, Int64(row.count)] {
      add(String(number))
    }
    add(row.staff?.text)
    add(row.method)
    add(row.action.rawValue)
    add(row.outcome)
    add(row.relation?.rawValue)
    add(row.subjectKind)
    add(row.subject)
    add(row.client?.text)
    add(row.case?.text)
    add(row.op?.rawValue)
    add(row.rev.map { String($0) })
    add(row.fields)
    if let commitment = row.commitment { bytes += commitment }
    return Fingerprint.sha256(bytes)
  }
}

/// Equal refusals of one caller within a minute: the first is an entry at once, the rest one entry with their number at
/// the end of the minute.
private struct Refusals {
  private static let seconds: Int64 = 60
  private static let kindsMax = 1024

  private struct Kind: Hashable {
    let uid: UInt32
    let method: String
    let outcome: String

    init(_ draft: AuditDraft) {
      uid = draft.uid
      method = draft.method
      outcome = draft.outcome
    }
  }

  private struct Rest {
    var draft: AuditDraft
    let since: Timestamp
    var count = 0

    var until: Timestamp { since.adding(seconds: seconds) }

    /// A clock that was put back ends the minute, too.
    func isOver(at now: Timestamp) -> Bool { now < since || now >= until }
  }

  private var waiting: [Kind: Rest] = [:]

  var next: Timestamp? { waiting.values.map(\.until).min() }

  mutating func counts(_ draft: AuditDraft) -> Bool {
    let kind = Kind(draft)
    guard let rest = waiting[kind], !rest.isOver(at: draft.at) else { return false }
    waiting[kind]?.count += 1
    waiting[kind]?.draft.at = draft.at
    return true
  }

  mutating func begin(_ draft: AuditDraft) {
    // Beyond the bound each refusal has an entry of its own.
    guard waiting.count < Self.kindsMax else { return }
    var plain = draft
    plain.reason = nil
    waiting[Kind(draft)] = Rest(draft: plain, since: draft.at)
  }

  /// Takes out what is over, with what is to be told of it.
  mutating func settle(at now: Timestamp?) -> [AuditDraft] {
    let over = waiting.filter { entry in now.map(entry.value.isOver) ?? true }
    for kind in over.keys { waiting[kind] = nil }
    let rests = over.values.filter { $0.count > 0 }.map { rest in
      var draft = rest.draft
      draft.count = rest.count
      return draft
    }
    return rests.sorted { ($0.at, $0.uid, $0.method) < ($1.at, $1.uid, $1.method) }
  }
}
