import KimAPI

/// The requests that share one commit.
struct Group {
  /// How many requests share a commit at most.
  static let jobsMax = 256

  private(set) var jobs: [Job]
  /// Takes what has come meanwhile, given how many are in the group already.
  let more: (Int) -> [Job]
  /// Whether no group follows, so that nothing may wait any longer.
  var isLast = false

  struct Outcome {
    /// The requests, those that joined on the way included.
    var jobs: [Job] = []
    var answers: [Result<Answer, Fault>] = []
    /// Number of the last change, where there was one.
    var seq: Int?
    /// The staff, where it changed.
    var roster: Roster?
    /// Whether something was committed that has to reach the disk before it is told.
    var isCommitted = false
    /// Whether the disk failed so that nothing after it can be trusted.
    var isBroken = false
    /// Whether something that was read cannot be what was written.
    var looksDamaged: Bool {
      answers.contains { answer in
        guard case .failure(let fault) = answer else { return false }
        return fault.kind == .dataDamaged
      }
    }
  }

  /// A request failed after it had changed something, and there was no savepoint to take it back to.
  struct Repeat: Error {}

  /// Runs the requests in order and commits them together.
  ///
  /// What comes while they run joins them before the commit; nobody waits for somebody to come.
  ///
  /// Reads before the first write need no transaction; from there on all is one. A savepoint for each request would copy
  /// every page that it touches, for the sake of the few that fail after their first change: so the group is tried without
  /// them, and done anew with them where one did. Nobody has been answered until then.
  mutating func run(
    _ core: inout WriterCore,
    _ engine: any Engine,
    _ writable: () -> Fault?
  ) -> Outcome {
    let before = core
    var outcome: Outcome
    do {
      do {
        outcome = try attempt(&core, engine, writable, isCareful: false)
      } catch is Repeat {
        try engine.rollback()
        core = before
        outcome = try attempt(&core, engine, writable, isCareful: true)
      }
    } catch {
      try? engine.rollback()
      core = before
      return failure(error, core)
    }
    if core.seq != before.seq { outcome.seq = core.seq }
    if core.roster.generation != before.roster.generation { outcome.roster = core.roster }
    outcome.jobs = jobs
    return outcome
  }

  private mutating func attempt(
    _ core: inout WriterCore,
    _ engine: any Engine,
    _ writable: () -> Fault?,
    isCareful: Bool
  ) throws -> Outcome {
    var outcome = Outcome()
    var isOpen = false
    if jobs.isEmpty { try open(&core, engine, &isOpen, isLast: isLast) }
    var next = 0
    while next < jobs.count {
      outcome.answers.append(try run(jobs[next], &core, engine, writable, &isOpen, isCareful))
      next += 1
      if next == jobs.count, isOpen { jobs += more(jobs.count) }
    }
    if isOpen {
      try core.conclude(engine)
      try engine.commit()
      outcome.isCommitted = true
    }
    return outcome
  }

  private func open(
    _ core: inout WriterCore,
    _ engine: any Engine,
    _ isOpen: inout Bool,
    isLast: Bool = false
  ) throws {
    guard !isOpen else { return }
    try engine.begin()
    isOpen = true
    try core.flush(engine, isLast: isLast)
  }

  private func run(
    _ job: Job,
    _ core: inout WriterCore,
    _ engine: any Engine,
    _ writable: () -> Fault?,
    _ isOpen: inout Bool,
    _ isCareful: Bool
  ) throws -> Result<Answer, Fault> {
    if case .write = job.call {
      if let fault = writable() { return .failure(fault) }
      try open(&core, engine, &isOpen)
    }
    let answer = try core.run(job, engine, isCareful: isCareful)
    if case .failure(let fault) = answer {
      // A full or broken disk makes SQLite take the whole transaction back: then nobody in it has been served.
      if fault.kind == .storageFailed || (isOpen && !engine.isInTransaction) { throw fault }
      if Self.isRefusal(fault), !core.counts(fault, job), writable() == nil {
        try open(&core, engine, &isOpen)
        try core.refuse(fault, job, engine)
      }
    }
    return answer
  }

  /// Faults that mean that somebody wanted something and was refused; a misspelt request is none.
  private static func isRefusal(_ fault: Fault) -> Bool {
    switch fault.kind {
    case .internal, .overloaded, .draining, .notReady, .storageLow, .storageFailed, .dataDamaged:
      false
    default: true
    }
  }

  /// Nothing of the group happened: everybody in it is told so.
  private func failure(_ error: any Error, _ core: WriterCore) -> Outcome {
    let fault = Fault(store: error) ?? core.facts.defect(error, in: "commit")
    return Outcome(
      jobs: jobs,
      answers: jobs.map { _ in .failure(fault) },
      isBroken: fault.kind == .storageFailed
    )
  }
}
