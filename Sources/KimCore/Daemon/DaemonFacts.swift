package import KimAPI
package import Logging
import Synchronization

/// What the daemon knows about itself beside the store; shared by desk, writer and handlers.
package final class DaemonFacts: Sendable {
  private struct State {
    var state = DaemonState.starting
    var problem: String?
    var freeBytes = Int.max
    var freeBytesAt = Timestamp(microseconds: .min)
    var lastBackupAt: Timestamp?
    var connections: @Sendable () -> Int = { 0 }
    var waiting: @Sendable () -> Int = { 0 }
    var stop: (@Sendable () -> Void)?
    var revision = 0
    var store: Store?
    var isBroken = false
  }

  /// What it was built from.
  package static let build = "swift-\(swiftVersion)"
  #if swift(>=6.3)
  private static let swiftVersion = "6.3"
  #else
  private static let swiftVersion = "6.2"
  #endif

  package let startedAt: Timestamp
  /// Bounds that the socket holds, told by `rpc.hello`.
  let limits: Limits
  private let environment: Environment
  private let logger: Logger
  private let held = Mutex(State())

  package init(environment: Environment, limits: Limits, logger: Logger) {
    self.environment = environment
    self.limits = limits
    self.logger = logger
    startedAt = environment.now()
  }

  /// What kimd can do at the moment.
  package var state: DaemonState { held.withLock { $0.state } }
  /// What is wrong and what to do.
  package var problem: String? { held.withLock { $0.problem } }
  var lastBackupAt: Timestamp? { held.withLock { $0.lastBackupAt } }
  var connections: Int { held.withLock { $0.connections }() }
  var waiting: Int { held.withLock { $0.waiting }() }
  var now: Timestamp { environment.now() }

  /// Says what kimd can do from now on.
  package func become(_ state: DaemonState, problem: String? = nil) {
    held.withLock {
      $0.state = state
      $0.problem = problem
      $0.revision += 1
    }
  }

  /// Rises with every change of state or problem.
  var revision: Int { held.withLock { $0.revision } }

  /// Says where the numbers of the status come from.
  package func observe(
    connections: @escaping @Sendable () -> Int,
    stop: @escaping @Sendable () -> Void
  ) {
    held.withLock {
      $0.connections = connections
      $0.stop = stop
    }
  }

  func serve(_ store: Store) { held.withLock { $0.store = store } }
  var masterKey: MasterKeySource { held.withLock { $0.store?.masterKey } ?? .file }
  var storeBytes: Int { held.withLock { $0.store }.map { StoreFiles.size($0.files.database) } ?? 0 }
  var walBytes: Int {
    held.withLock { $0.store }.map { StoreFiles.size($0.files.log) } ?? 0
  }
  var freeBytes: Int { held.withLock { $0.store }.map { freeBytes(of: $0) } ?? 0 }

  func observe(waiting: @escaping @Sendable () -> Int) { held.withLock { $0.waiting = waiting } }
  func backupMade(at time: Timestamp) { held.withLock { $0.lastBackupAt = time } }

  /// Free bytes of the store's file system, asked at most once a second.
  func freeBytes(of store: Store) -> Int {
    let now = environment.now()
    let known = held.withLock { held in
      let isFresh = now >= held.freeBytesAt && now < held.freeBytesAt.adding(seconds: 1)
      return isFresh ? held.freeBytes : nil
    }
    if let known { return known }
    let free = StoreFiles.freeBytes(store.files.directory)
    held.withLock {
      $0.freeBytes = free
      $0.freeBytesAt = now
      let state: DaemonState = free < store.reserveBytes ? .readonly : .ready
      guard $0.state == .ready || $0.state == .readonly, $0.state != state else { return }
      $0.state = state
      $0.revision += 1
    }
    return free
  }

  /// The disk failed under a commit: what SQLite believes to be stored may not be; only a restart tells.
  func storageBroke() {
    let isKnown = held.withLock { held in
      defer { held.isBroken = true }
      return held.isBroken
    }
    guard !isKnown else { return }
    become(.degraded, problem: "the disk failed under a commit: look at the journal of the kernel")
    logger.critical("the disk failed under a commit; kimd ends so that a restart finds the truth")
    held.withLock { $0.stop }?()
  }

  /// Tells a caller of a defect of ours by a reference that the journal knows too.
  func defect(_ error: any Error, in method: String) -> Fault {
    let reference = String(environment.random() >> 16, radix: 36)
    logger.error(
      "defect \(reference): \(StoreErrors.code(error))",
      metadata: ["KIMD_METHOD": "\(method)", "KIMD_ERROR_KIND": "internal"]
    )
    return Fault(.internal, "a defect of kimd", [.init("reference", .string(reference))])
  }
}
