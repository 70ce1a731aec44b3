import Dispatch
import KimAPI
import Logging
import Synchronization

/// The one queue in front of the one connection.
///
/// It takes what waits when it becomes free and commits it at once; no request waits for a group to fill. Requests
/// run in the order in which they came, reads among them; what is told rests on nothing that is not on the disk.
package final class Writer: Sendable {
  static let waitingMax = 4096
  private static let flushDelay = DispatchTimeInterval.milliseconds(50)
  private static let restDelay = DispatchTimeInterval.seconds(5)
  /// After so many requests memory may have grown so that giving it back is worth the while.
  private static let restAfter = 1000
  private static let dayEndRetrySeconds: Int64 = 60
  /// The longest day has 25 hours.
  private static let dayEndFarthest: Int64 = 26 * 3600

  /// A closure in a lock needs a struct around it: bare, each look at it would wrap it once more.
  struct Hook: Sendable {
    var call: (@Sendable (Int) -> Void)?
  }

  private struct Inbox {
    var jobs: [Job] = []
    /// Requests that were run and whose group is on its way to the disk.
    var syncing = 0
    var isRunning = false
    var isClosed = false
    /// In how many seconds what waits for a group gets one of its own, where that is planned.
    var flushSeconds: Int64?
    var isRestPlanned = false
    /// Requests that were taken since memory was given back.
    var sinceRest = 0
  }

  private let store: Store
  private let facts: DaemonFacts
  private let logger: Logger
  private let inbox = Mutex(Inbox())
  // True because only closures given to `Store.perform` touch it, and those run one by one on the connection's queue.
  nonisolated(unsafe) private var core: WriterCore
  private let published: Mutex<Roster>
  private let timer = DispatchQueue(label: "kim.writer.timer")
  /// Told after every group that changed something, with the number of the last change.
  let committed = Mutex(Hook())

  init(store: Store, environment: Environment, facts: DaemonFacts, logger: Logger) throws {
    self.store = store
    self.facts = facts
    self.logger = logger
    let core = try store.performAndWait { engine in
      try WriterCore(engine: engine, keys: store.keys, environment: environment, facts: facts)
    }
    published = Mutex(core.roster)
    self.core = core
    store.perform { [self] engine in
      drain(engine)
      wakeAtDayEnd()
    }
  }

  /// Who a peer is, as of the last commit.
  func caller(_ peer: Peer) -> Caller { published.withLock { $0.caller(peer) } }

  /// The number of the staff's state; it rises with every change of roles or scopes.
  var generation: Int { published.withLock { $0.generation } }

  /// Requests that wait.
  var waiting: Int { inbox.withLock { $0.jobs.count } }

  /// Hands a request in; its `done` is called exactly once.
  func submit(_ job: Job) {
    let verdict = inbox.withLock { inbox -> Fault? in
      guard !inbox.isClosed else { return Fault(.draining, "kimd is about to stop") }
      guard inbox.jobs.count + inbox.syncing < Self.waitingMax else {
        return Fault(.overloaded, "\(Self.waitingMax) requests wait already")
      }
      inbox.jobs.append(job)
      guard !inbox.isRunning else { return nil }
      inbox.isRunning = true
      store.perform { [self] in drain($0) }
      return nil
    }
    if let verdict { job.done(.failure(verdict)) }
  }

  private func drain(_ engine: any Engine) {
    var unwritten = 0
    while true {
      let isEnding = endDay(engine)
      let jobs = take(beside: 0)
      if jobs.isEmpty, isEnding { continue }
      if jobs.isEmpty { break }
      var group = Group(jobs: jobs) { [self] in take(beside: $0) }
      finish(group.run(&core, engine, writable))
      // Where reads never pause the timer has no turn; where the disk takes nothing it is not asked for each of them.
      if core.accesses.count >= unwritten + Group.jobsMax {
        flush(engine)
        unwritten = core.accesses.count
      } else {
        unwritten = min(unwritten, core.accesses.count)
      }
    }
    planFlush()
    planRest()
  }

  /// Takes what a group may still take; where nothing waits for a new one, the next request starts the writer anew.
  ///
  /// A group takes half of all that is unanswered: while it is on its way to the disk the other half has its turn, and
  /// neither processor nor disk waits for the other.
  private func take(beside taken: Int) -> [Job] {
    inbox.withLock { inbox in
      let unanswered = inbox.jobs.count + taken + inbox.syncing
      let share = min(Group.jobsMax, (unanswered + 1) / 2)
      let jobs = Array(inbox.jobs.prefix(max(share - taken, taken == 0 ? 1 : 0)))
      inbox.jobs.removeFirst(jobs.count)
      inbox.isRunning = taken > 0 || !jobs.isEmpty
      inbox.sinceRest += jobs.count
      return jobs
    }
  }

  /// Sends a group to the disk; where nothing waits, this thread waits for it itself.
  private func finish(_ group: Group.Outcome) {
    if group.isBroken { facts.storageBroke() }
    let isIdle = inbox.withLock { inbox in
      inbox.syncing += group.jobs.count
      return inbox.jobs.isEmpty
    }
    // What looks damaged may be a disk that is gone: a sync tells.
    let asksDisk = group.isCommitted || group.looksDamaged
    store.sync.after(isCommit: asksDisk, here: isIdle) { [self] in tell(group, $0) }
  }

  private func tell(_ group: Group.Outcome, _ fault: Fault?) {
    inbox.withLock { $0.syncing -= group.jobs.count }
    if let fault {
      facts.storageBroke()
      for job in group.jobs { job.done(.failure(fault)) }
      return
    }
    if let roster = group.roster { published.withLock { $0 = roster } }
    for (job, outcome) in zip(group.jobs, group.answers) { job.done(outcome) }
    if let seq = group.seq { committed.withLock { $0 }.call?(seq) }
  }

  /// Why nothing is written at the moment, or nil.
  private func writable() -> Fault? {
    guard facts.freeBytes(of: store) >= store.reserveBytes else {
      return Fault(
        .storageLow,
        "less than \(store.reserveBytes >> 20) MiB are free; only reads are answered"
      )
    }
    return nil
  }

  // MARK: Access entries of reads

  /// Access entries join the next group; where none comes soon they get one of their own.
  private func planFlush() {
    guard let seconds = core.flushSeconds else { return }
    let isPlanned = inbox.withLock { inbox -> Bool in
      // A refusal's minute that is planned already must not let an access entry wait for it.
      if inbox.isClosed || inbox.flushSeconds.map({ $0 <= seconds }) ?? false { return true }
      inbox.flushSeconds = seconds
      return false
    }
    guard !isPlanned else { return }
    timer.asyncAfter(deadline: .now() + .seconds(Int(seconds)) + Self.flushDelay) { [weak self] in
      self?.store.perform { engine in self?.flush(engine) }
    }
  }

  private func flush(_ engine: any Engine, isLast: Bool = false) {
    inbox.withLock { $0.flushSeconds = nil }
    guard isLast || core.flushSeconds == 0 else { return planFlush() }
    var group = Group(jobs: [], more: { _ in [] }, isLast: isLast)
    finish(group.run(&core, engine, writable))
    planFlush()
  }

  // MARK: Rest

  /// Plans to give back, when it has been quiet for a while, the memory that a burst of requests took.
  private func planRest() {
    let count = inbox.withLock { inbox -> Int? in
      guard inbox.sinceRest >= Self.restAfter, !inbox.isRestPlanned, !inbox.isClosed else {
        return nil
      }
      inbox.isRestPlanned = true
      return inbox.sinceRest
    }
    guard let count else { return }
    timer.asyncAfter(deadline: .now() + Self.restDelay) { [weak self] in self?.rest(after: count) }
  }

  private func rest(after count: Int) {
    let isQuiet = inbox.withLock { inbox in
      inbox.isRestPlanned = false
      let isQuiet = inbox.sinceRest == count
      if isQuiet { inbox.sinceRest = 0 }
      return isQuiet
    }
    guard isQuiet else { return planRest() }
    store.perform { $0.rest() }
  }

  // MARK: The end of the day

  /// Ends some of what is left of past days, before anybody is told of it; whether more may be left.
  private func endDay(_ engine: any Engine) -> Bool {
    let now = core.environment.now()
    // A clock that was ahead must not put off the end of the days for as long as it was.
    guard now >= core.dayEnd || core.dayEnd > now.adding(seconds: Self.dayEndFarthest) else {
      return false
    }
    do {
      core.dayEnd = try DayEnd.next(after: now)
      guard try DayEnd.isDue(in: core.context(for: core.own, engine)) else { return false }
    } catch {
      logger.error("past days were not looked at (\(StoreErrors.code(error)))")
      core.dayEnd = now.adding(seconds: Self.dayEndRetrySeconds)
      return false
    }
    var job = Job(
      method: DayEnd.method,
      permission: .connect,
      call: .write { try Array("\(DayEnd.run(in: &$0))".utf8) },
      peer: Peer(uid: core.environment.ownUid, login: nil)
    ) { [logger] outcome in
      switch outcome {
      case .success(let answer):
        logger.notice(
          "past days were ended: \(String(decoding: answer.result, as: UTF8.self)) rows"
        )
      case .failure(let fault): logger.error("past days were not ended: \(fault.kind.rawValue)")
      }
    }
    job.isOwn = true
    var group = Group(jobs: [job]) { _ in [] }
    let outcome = group.run(&core, engine, writable)
    let isDone = outcome.answers.allSatisfy { (try? $0.get()) != nil }
    core.dayEnd = isDone ? now : now.adding(seconds: Self.dayEndRetrySeconds)
    finish(outcome)
    return isDone
  }

  /// Wakes the writer when the day is over, whether anybody asks or not.
  private func wakeAtDayEnd() {
    let wait = core.dayEnd.microseconds - core.environment.now().microseconds
    // A clock that is set meanwhile makes it an hour late at most.
    let seconds = min(max(wait / 1_000_000 + 1, 1), 3600)
    timer.asyncAfter(deadline: .now() + .seconds(Int(seconds))) { [weak self] in
      guard let self, !inbox.withLock({ $0.isClosed }) else { return }
      store.perform { [self] engine in
        drain(engine)
        wakeAtDayEnd()
      }
    }
  }

  // MARK: Beside requests

  /// Takes no more requests, finishes those that wait, stores the access entries.
  package func close() async {
    inbox.withLock { $0.isClosed = true }
    await withCheckedContinuation { continuation in
      store.perform { [self] engine in
        drain(engine)
        flush(engine, isLast: true)
        store.sync.after(isCommit: false, here: true) { _ in continuation.resume() }
      }
    }
  }

  /// Stores an audit entry for something that was done beside the store.
  func note(_ method: String, _ permission: Permission, by peer: Peer) async throws {
    _ = try await withCheckedThrowingContinuation { continuation in
      submit(
        Job(method: method, permission: permission, call: .write { _ in [] }, peer: peer) {
          continuation.resume(with: $0)
        }
      )
    }
  }

  /// Runs a read of our own between the groups.
  func read<T: Sendable>(
    _ body: @escaping @Sendable (borrowing ReadContext) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      store.perform { [self] engine in
        let result = Result {
          try body(core.context(for: core.own, engine))
        }
        store.sync.after(isCommit: false, here: false) { fault in
          continuation.resume(with: fault.map { .failure($0) } ?? result)
        }
      }
    }
  }
}

extension WriterCore {
  /// A read's context for somebody who asks.
  func context(for asker: Asker, _ engine: any Engine) -> ReadContext {
    ReadContext(
      engine: engine,
      asker: asker,
      keys: keys,
      roster: roster,
      daemon: facts
    )
  }
}
