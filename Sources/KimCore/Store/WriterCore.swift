import FoundationEssentials
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
  private(set) var roster: Roster
  private(set) var audit: AuditChain
  /// Number of the last entry that tells of a change.
  private(set) var seq: Int
  /// Access entries that join the next group.
  private(set) var accesses: [AuditDraft] = []

  /// When to look next for what is left of past days.
  var dayEnd = Timestamp(microseconds: 0)

  private var housekeeping = Housekeeping()

  /// How long a read may hold the one connection; a report works in steps.
  static let readMillisecondsMax = 500
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
    seq = Int(audit.seq)
    roster = try Roster(engine, ownUid: environment.ownUid, at: environment.now())
  }

  private mutating func reloadRoster(_ engine: any Engine) throws {
    let generation = roster.generation + 1
    roster = try Roster(engine, ownUid: environment.ownUid, at: environment.now())
    roster.generation = generation
  }

  // MARK: One request

  /// Runs one request; careful means that each write has a savepoint of its own.
  mutating func run(
    _ job: Job,
    _ engine: any Engine,
    isCareful: Bool
  ) throws(Group.Repeat) -> Result<Answer, Fault> {
    let asker = asker(job)
    guard job.isOwn || asker.caller.may(job.permission) else {
      // The roles changed while the request waited.
      return .failure(Fault.forbidden(job.method))
    }
    do {
      switch job.call {
      case .read(let body): return .success(try read(body, job, asker, engine))
      case .write(let body): return .success(try write(body, job, asker, engine, isCareful))
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

  var own: Asker {
    let caller = Caller(uid: environment.ownUid, grants: [])
    return Asker(caller: caller, permission: .connect, now: environment.now())
  }

  private mutating func read(
    _ body: (borrowing ReadContext) throws -> [UInt8],
    _ job: Job,
    _ asker: Asker,
    _ engine: any Engine
  ) throws -> Answer {
    guard accesses.count < Self.accessesMax else {
      throw Fault(.storageLow, "the disk takes no access entries; personal content is not shown")
    }
    let context = context(for: asker, engine)
    engine.limit(milliseconds: Self.readMillisecondsMax)
    defer { engine.limit(milliseconds: nil) }
    let result = try body(context)
    accesses += accesses(context.trail, asker, job)
    return Answer(result: result)
  }

  private mutating func write(
    _ body: (inout WriteContext) throws -> [UInt8],
    _ job: Job,
    _ asker: Asker,
    _ engine: any Engine,
    _ isCareful: Bool
  ) throws -> Answer {
    if let stored = try StoredAnswer.find(job, asker.now, engine, keys) { return stored }
    guard isCareful || !job.isDryRun else { throw Group.Repeat() }
    let mark = (seq: seq, audit: audit, changes: engine.changeCount)
    do {
      if isCareful { try engine.savepoint() }
      let answer = try perform(body, job, asker, engine)
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
    _ asker: Asker,
    _ engine: any Engine
  ) throws -> Answer {
    var context = WriteContext(
      engine: engine,
      asker: asker,
      keys: keys,
      ids: ids,
      environment: environment,
      roster: roster
    )
    let result = try body(&context)
    let warnings = context.warnings
    if job.isDryRun {
      try engine.rollbackToSavepoint()
      // What was tried left nothing; what was read was read, and on whom it was tried is noted.
      for change in context.changes where change.concernsSomebody {
        var draft = entry(job, asker, .read)
        draft.relation = context.trail.relation
        draft.subject = change.subject
        draft.fields = ["dryRun"]
        try audit.append(draft, engine, keys)
      }
      for draft in accesses(context.trail, asker, job) { try audit.append(draft, engine, keys) }
      return Answer(result: result, meta: .init(seq: nil, replayed: false, warnings: warnings))
    }
    try record(context.changes, context.trail, asker, job, engine)
    seq = Int(audit.seq)
    for draft in accesses(context.trail, asker, job) { try audit.append(draft, engine, keys) }
    if job.key != nil {
      try StoredAnswer.keep(result, warnings: warnings, job, seq, asker.now, engine, keys)
    }
    if context.touchesRoster { try reloadRoster(engine) }
    return Answer(result: result, meta: .init(seq: seq, replayed: false, warnings: warnings))
  }

  /// One entry for each thing that was changed: what followed from a write is found under its own subject, too.
  ///
  /// These entries are the change feed as well.
  private mutating func record(
    _ changes: [ChangeDraft],
    _ trail: Trail,
    _ asker: Asker,
    _ job: Job,
    _ engine: any Engine
  ) throws {
    var draft = entry(job, asker, .write)
    draft.relation = trail.relation
    guard !changes.isEmpty else { return try audit.append(draft, engine, keys) }
    var done: Set<String> = []
    for change in changes where done.insert(change.subject.id).inserted {
      let same =
        changes.count == 1 ? changes : changes.filter { $0.subject.id == change.subject.id }
      draft.subject = change.subject
      draft.op = change.op
      draft.rev = same.last?.rev
      draft.fields = same.count == 1 ? change.fields : Set(same.flatMap(\.fields)).sorted()
      try audit.append(draft, engine, keys)
    }
  }

  /// One entry for each thing of which something was seen.
  private func accesses(_ trail: Trail, _ asker: Asker, _ job: Job) -> [AuditDraft] {
    trail.reads.map { read in
      var draft = entry(job, asker, .read)
      draft.relation = read.relation
      draft.subject = read.subject
      draft.fields = read.columns
      return draft
    }
  }

  // MARK: Entries beside requests

  /// Whether a refusal is like one that has its entry, and was only counted.
  mutating func counts(_ fault: Fault, _ job: Job) -> Bool { audit.counts(refusal(fault, job)) }

  /// Notes that a request was refused.
  mutating func refuse(_ fault: Fault, _ job: Job, _ engine: any Engine) throws {
    try audit.refuse(refusal(fault, job), engine, keys)
  }

  private func refusal(_ fault: Fault, _ job: Job) -> AuditDraft {
    var draft = entry(job, asker(job), .refuse)
    draft.outcome = fault.kind.rawValue
    return draft
  }

  /// Stores the access entries that waited, and the numbers of refusals whose minute is over, or of all.
  mutating func flush(_ engine: any Engine, isLast: Bool) throws {
    let waiting = accesses
    for draft in waiting { try audit.append(draft, engine, keys) }
    accesses = []
    try audit.settleRefusals(at: isLast ? nil : environment.now(), engine, keys)
  }

  /// Whether something waits for the next group, and for how many seconds at the most.
  var flushSeconds: Int64? {
    if !accesses.isEmpty { return 0 }
    return audit.countsUntil.map {
      max(0, ($0.microseconds - environment.now().microseconds) / 1_000_000 + 1)
    }
  }

  /// What a group ends with, before its commit.
  mutating func conclude(_ engine: any Engine) throws {
    try housekeeping.run(engine, at: environment.now())
    try audit.storeHead(engine)
  }

  /// Who asks by a request, as of now.
  private func asker(_ job: Job) -> Asker {
    if job.isOwn { return own }
    return roster.asker(job.peer, job.permission, at: environment.now(), reason: job.reason)
  }

  private func entry(_ job: Job, _ asker: Asker, _ action: AuditAction) -> AuditDraft {
    AuditDraft(
      at: asker.now,
      uid: asker.caller.uid,
      staff: asker.caller.staff,
      method: job.method,
      action: action,
      reason: asker.reason
    )
  }
}
