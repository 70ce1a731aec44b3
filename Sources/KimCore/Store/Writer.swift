import Dispatch
import KimAPI
import Logging
import Synchronization

/// The one queue in front of the one connection.
///
/// It takes what waits when it becomes free and commits it with one sync; no request waits for a group to fill. Requests
/// run in the order in which they came, reads among them; a reply to a write leaves after its commit is on the disk.
package final class Writer: Sendable {
  static let waitingMax = 4096
  private static let flushDelay = DispatchTimeInterval.milliseconds(50)

  /// A closure in a lock needs a struct around it: bare, each look at it would wrap it once more.
  struct Hook: Sendable {
    var call: (@Sendable (Int) -> Void)?
  }

  private struct Inbox {
    var jobs: [Job] = []
    var isRunning = false
    var isClosed = false
    var isFlushPlanned = false
  }

  private let store: Store
  private let facts: DaemonFacts
  private let logger: Logger
  private let inbox = Mutex(Inbox())
  // True because only closures given to `Store.perform` touch it, and those run one by one on the connection's queue.
  nonisolated(unsafe) private var core: WriterCore
  private let published: Mutex<Directory>
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
    published = Mutex(core.directory)
    self.core = core
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
      guard inbox.jobs.count < Self.waitingMax else {
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
    while true {
      let jobs = take(Group.jobsMax)
      if jobs.isEmpty { break }
      var group = Group(jobs: jobs) { [self] in take($0, keepsRunning: true) }
      finish(group.run(&core, engine, writable))
    }
    planFlush()
  }

  /// Takes what waits; where nothing does, the next request starts the writer anew.
  private func take(_ count: Int, keepsRunning: Bool = false) -> [Job] {
    inbox.withLock { inbox in
      let jobs = Array(inbox.jobs.prefix(count))
      inbox.jobs.removeFirst(jobs.count)
      inbox.isRunning = keepsRunning || !jobs.isEmpty
      return jobs
    }
  }

  private func finish(_ group: Group.Outcome) {
    if group.isBroken { facts.storageBroke() }
    if let directory = group.directory { published.withLock { $0 = directory } }
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
    guard !core.accesses.isEmpty else { return }
    let isPlanned = inbox.withLock { inbox -> Bool in
      defer { inbox.isFlushPlanned = true }
      return inbox.isFlushPlanned || inbox.isClosed
    }
    guard !isPlanned else { return }
    timer.asyncAfter(deadline: .now() + Self.flushDelay) { [weak self] in
      self?.store.perform { engine in self?.flush(engine) }
    }
  }

  private func flush(_ engine: any Engine) {
    inbox.withLock { $0.isFlushPlanned = false }
    var group = Group(jobs: []) { _ in [] }
    finish(group.run(&core, engine, writable))
  }

  /// Takes no more requests, finishes those that wait, stores the access entries.
  package func close() async {
    inbox.withLock { $0.isClosed = true }
    await withCheckedContinuation { continuation in
      store.perform { [self] engine in
        drain(engine)
        flush(engine)
        continuation.resume()
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
        continuation.resume(
          with: Result {
            let caller = Caller(uid: core.environment.ownUid, roles: [])
            return try body(core.context(for: caller, engine))
          }
        )
      }
    }
  }
}

extension WriterCore {
  /// A read's context for a caller.
  func context(for caller: Caller, _ engine: any Engine) -> ReadContext {
    ReadContext(
      engine: engine,
      caller: caller,
      now: environment.now(),
      keys: keys,
      directory: directory,
      daemon: facts
    )
  }
}
