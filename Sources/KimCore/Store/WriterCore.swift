import FoundationEssentials
import GRDB
import KimAPI

/// What one request wants of the writer.
struct Job: Sendable {
  let method: String
  let permission: Permission
  let call: Route.Call
  let peer: Peer
  /// Whether the answer may tell about a person.
  var answersPersonal = true
  var key: Token?
  var digest = Data()
  var isDryRun = false
  /// Work of the daemon's own, which nobody asked for.
  var isOwn = false
  var reason: Label?
  /// Called once, after the group is on the disk.
  let done: @Sendable (Result<Answer, Fault>) -> Void
}

/// What a request gets: the text of its result, and for a write what is said about it.
struct Answer: Sendable {
  let result: [UInt8]
  var meta: ResultMeta?
}

/// The state behind the one connection; only the writer's queue touches it.
struct WriterCore {
  let keys: KeyStore
  let environment: Environment
  let facts: DaemonFacts
  let ids: IDSource
  private(set) var directory: Directory
  private(set) var audit: AuditChain
  private(set) var seq: Int
  /// Access entries that join the next group.
  private(set) var accesses: [AuditDraft] = []

  /// When to look next for what is left of past days.
  var dayEnd = Timestamp(microseconds: 0)

  private var housekeeping = Housekeeping()

  /// How many access entries may wait for a group; beyond it personal content is refused.
  static let accessesMax = 10_000

  init(
    engine: any Engine,
    keys: KeyStore,
    environment: Environment,
    facts: DaemonFacts
  ) throws {
    self.keys = keys
    self.environment = environment
    self.facts = facts
    ids = IDSource(random: environment.random)
    audit = try AuditChain(engine)
    seq = try Self.lastSeq(engine)
    directory = try Directory(engine, ownUid: environment.ownUid)
  }

  private static func lastSeq(_ engine: any Engine) throws -> Int {
    var last = 0
    try engine.rows("SELECT max(seq) FROM change", []) { row in
      last = row[0] ?? 0
      return false
    }
    return last
  }

  private mutating func reloadDirectory(_ engine: any Engine) throws {
    let generation = directory.generation + 1
    directory = try Directory(engine, ownUid: environment.ownUid)
    directory.generation = generation
  }

  // MARK: One request

  /// Runs one request; careful means that each write has a savepoint of its own.
  mutating func run(
    _ job: Job,
    _ engine: any Engine,
    isCareful: Bool
  ) throws(Group.Repeat) -> Result<Answer, Fault> {
    let caller = caller(of: job)
    guard caller.permissions.contains(job.permission) else {
      // The roles changed while the request waited.
      return .failure(Fault.forbidden(job.method))
    }
    do {
      switch job.call {
      case .read(let body): return .success(try read(body, job, caller, engine))
      case .write(let body): return .success(try write(body, job, caller, engine, isCareful))
      case .instant, .long: return .failure(Fault(.internal, "not for the writer"))
      }
    } catch let again as Group.Repeat {
      throw again
    } catch {
      guard let fault = Fault(store: error) else {
        return .failure(facts.defect(error, in: job.method))
      }
      return .failure(fault)
    }
  }

  private func caller(of job: Job) -> Caller { job.isOwn ? own : directory.caller(job.peer) }

  /// The daemon itself, whoever else its user is.
  var own: Caller { Caller(uid: environment.ownUid, roles: []) }

  private mutating func read(
    _ body: (borrowing ReadContext) throws -> [UInt8],
    _ job: Job,
    _ caller: Caller,
    _ engine: any Engine
  ) throws -> Answer {
    guard accesses.count < Self.accessesMax else {
      throw Fault(.storageLow, "the disk takes no access entries; personal content is not shown")
    }
    let context = context(for: caller, engine)
    let now = context.now
    let result = try body(context)
    accesses += context.reads.rows.map { access($0, job, caller, now) }
    return Answer(result: result)
  }

  private mutating func write(
    _ body: (inout WriteContext) throws -> [UInt8],
    _ job: Job,
    _ caller: Caller,
    _ engine: any Engine,
    _ isCareful: Bool
  ) throws -> Answer {
    let now = environment.now()
    if let stored = try StoredAnswer.find(job, now, engine, keys) { return stored }
    guard isCareful || !job.isDryRun else { throw Group.Repeat() }
    let mark = (seq: seq, audit: audit, changes: engine.changeCount)
    do {
      if isCareful { try engine.savepoint() }
      let answer = try perform(body, job, caller, now, engine)
      if isCareful, !job.isDryRun { try engine.release() }
      return answer
    } catch {
      (seq, audit) = (mark.seq, mark.audit)
      guard isCareful else {
        // Most refusals come before the first change; then there is nothing to take back.
        throw engine.changeCount == mark.changes ? error : Group.Repeat()
      }
      // A full or broken disk makes SQLite take back the whole group; then there is no savepoint left.
      try? engine.rollbackToSavepoint()
      throw error
    }
  }

  /// The handler's work, and what every write leaves behind with it.
  private mutating func perform(
    _ body: (inout WriteContext) throws -> [UInt8],
    _ job: Job,
    _ caller: Caller,
    _ now: Timestamp,
    _ engine: any Engine
  ) throws -> Answer {
    var context = WriteContext(
      engine: engine,
      caller: caller,
      now: now,
      keys: keys,
      ids: ids,
      environment: environment,
      directory: directory
    )
    let result = try body(&context)
    let warnings = context.warnings
    if job.isDryRun {
      try engine.rollbackToSavepoint()
      // What was tried left nothing; what was read was read.
      try record(context.reads, job, caller, now, engine)
      return Answer(result: result, meta: .init(seq: nil, replayed: false, warnings: warnings))
    }
    try tell(context.changes, now, engine)
    try record(context.changes, job, caller, now, engine)
    try record(context.reads, job, caller, now, engine)
    if job.key != nil {
      try StoredAnswer.keep(result, warnings: warnings, job, seq, now, engine, keys)
    }
    if context.touchesDirectory { try reloadDirectory(engine) }
    return Answer(result: result, meta: .init(seq: seq, replayed: false, warnings: warnings))
  }

  private mutating func tell(
    _ changes: [ChangeDraft],
    _ now: Timestamp,
    _ engine: any Engine
  ) throws {
    for change in changes {
      try engine.execute(
        "INSERT INTO change(seq,at,topic,op,subject,rev,fields) VALUES(?,?,?,?,?,?,?)",
        [
          (seq + 1).databaseValue, now.databaseValue, change.topic.rawValue.databaseValue,
          change.op.rawValue.databaseValue, change.subject.databaseValue,
          change.rev.databaseValue, change.fields.joined(separator: ",").databaseValue,
        ]
      )
      seq += 1
    }
  }

  /// One entry for each thing that was changed: what followed from a write is found under its own subject, too.
  private mutating func record(
    _ changes: [ChangeDraft],
    _ job: Job,
    _ caller: Caller,
    _ now: Timestamp,
    _ engine: any Engine
  ) throws {
    var draft = entry(job, caller, now, .write)
    draft.reason = job.reason
    guard !changes.isEmpty else { return try audit.append(draft, engine, keys) }
    var done: Set<String> = []
    for change in changes where done.insert(change.subject).inserted {
      draft.subjectKind = change.topic.rawValue
      draft.subject = change.subject
      draft.fields =
        changes.count == 1
        ? change.fields
        : Set(changes.filter { $0.subject == change.subject }.flatMap(\.fields)).sorted()
      try audit.append(draft, engine, keys)
    }
  }

  private mutating func record(
    _ reads: ReadTrail,
    _ job: Job,
    _ caller: Caller,
    _ now: Timestamp,
    _ engine: any Engine
  ) throws {
    for row in reads.rows {
      try audit.append(access(row, job, caller, now), engine, keys)
    }
  }

  private func access(
    _ row: (table: String, row: String, columns: [String]),
    _ job: Job,
    _ caller: Caller,
    _ now: Timestamp
  ) -> AuditDraft {
    var draft = entry(job, caller, now, .read)
    draft.subjectKind = row.table.replacing("\"", with: "")
    draft.subject = row.row
    draft.fields = row.columns
    return draft
  }

  // MARK: Entries beside requests

  /// Notes that a request was refused.
  mutating func refuse(_ fault: Fault, _ job: Job, _ engine: any Engine) throws {
    let caller = caller(of: job)
    var draft = entry(job, caller, environment.now(), .refuse)
    draft.outcome = fault.kind.rawValue
    draft.reason = job.reason
    try audit.refuse(draft, engine, keys)
  }

  /// Stores the access entries that waited.
  mutating func flushAccesses(_ engine: any Engine) throws {
    let waiting = accesses
    for draft in waiting { try audit.append(draft, engine, keys) }
    accesses = []
  }

  /// What a group ends with, before its commit.
  mutating func conclude(_ engine: any Engine) throws {
    try housekeeping.run(engine, at: environment.now(), seq: seq)
    try audit.storeHead(engine)
  }

  private func entry(
    _ job: Job,
    _ caller: Caller,
    _ now: Timestamp,
    _ action: AuditAction
  ) -> AuditDraft {
    AuditDraft(
      at: now,
      uid: caller.uid,
      staff: caller.staff,
      method: job.method,
      action: action,
      outcome: "ok"
    )
  }
}
