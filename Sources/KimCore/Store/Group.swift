import KimAPI

/// The requests that share one commit.
struct Group {
  let jobs: [Job]

  struct Outcome {
    var answers: [Result<Answer, Fault>] = []
    /// Number of the last change, where there was one.
    var seq: Int?
    /// The staff, where it changed.
    var directory: Directory?
    /// Whether the disk failed so that nothing after it can be trusted.
    var isBroken = false
  }

  /// Runs the requests in order.
  ///
  /// Reads before the first write need no transaction; from there on all is one.
  func run(
    _ core: inout WriterCore,
    _ engine: any Engine,
    _ writable: () -> Fault?
  ) -> Outcome {
    var outcome = Outcome()
    let before = (seq: core.seq, accesses: core.accesses)
    var isOpen = false
    do {
      if jobs.isEmpty { try open(&core, engine, &isOpen) }
      for job in jobs {
        let answer = try run(job, &core, engine, writable, &isOpen)
        outcome.answers.append(answer)
      }
      if isOpen {
        try core.conclude(engine)
        try engine.commit()
      }
    } catch {
      try? engine.rollback()
      fail(error, &outcome, before.accesses, &core, engine)
      return outcome
    }
    if core.seq != before.seq { outcome.seq = core.seq }
    outcome.directory = core.directory
    return outcome
  }

  private func open(
    _ core: inout WriterCore,
    _ engine: any Engine,
    _ isOpen: inout Bool
  ) throws {
    guard !isOpen else { return }
    try engine.begin()
    isOpen = true
    try core.flushAccesses(engine)
  }

  private func run(
    _ job: Job,
    _ core: inout WriterCore,
    _ engine: any Engine,
    _ writable: () -> Fault?,
    _ isOpen: inout Bool
  ) throws -> Result<Answer, Fault> {
    if case .write = job.call {
      if let fault = writable() { return .failure(fault) }
      try open(&core, engine, &isOpen)
    }
    let answer = core.run(job, engine)
    if case .failure(let fault) = answer {
      // A full or broken disk makes SQLite take the whole transaction back: then nobody in it has been served.
      if fault.kind == .storageFailed || (isOpen && !engine.isInTransaction) { throw fault }
      if Self.isRefusal(fault), writable() == nil {
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

  /// Nothing of the group happened: everybody in it is told so, and memory is brought back to the disk's state.
  private func fail(
    _ error: any Error,
    _ outcome: inout Outcome,
    _ accesses: [AuditDraft],
    _ core: inout WriterCore,
    _ engine: any Engine
  ) {
    let fault = Fault(store: error) ?? core.facts.defect(error, in: "commit")
    outcome.answers = jobs.map { _ in .failure(fault) }
    outcome.isBroken = fault.kind == .storageFailed
    core.restore(accesses)
    do { try core.reload(engine) } catch { outcome.isBroken = true }
    outcome.directory = core.directory
  }
}
