import Glibc
import KimAPI
import KimCore
import KimSocket
import Logging
import ServiceLifecycle
import Systemd

/// Composes store, desk and socket, and takes them down in the order in which nothing is lost.
struct OfficeService: Service {
  static let credential = "master.key"
  private static let drainSeconds: Duration = .seconds(20)

  let front: Front
  let server: SocketServer
  private let state: String
  private let socket: String?
  private let reserveBytes: Int
  private let facts: DaemonFacts
  private let logger: Logger

  init(state: String, socket: String?, reserveBytes: Int, logger: Logger) throws {
    let limits = SocketLimits()
    facts = DaemonFacts(environment: .system, limits: Limits(limits), logger: logger)
    // Until the store is open a desk without one answers who it is.
    let desk = try Desk(store: nil, environment: .system, facts: facts, logger: logger)
    front = Front(desk: desk, environment: .system)
    server = SocketServer(limits: limits, service: front, logger: logger)
    self.state = state
    self.socket = socket
    self.reserveBytes = reserveBytes
    self.logger = logger
  }

  func run() async throws {
    let inherited: Int32?
    do {
      inherited = try InheritedSockets.descriptor(named: "kim")
    } catch {
      throw StartFailure(sentence: "\(error)")
    }
    facts.observe(
      connections: { [server] in server.connectionCount },
      // Replies that say so have a moment to leave; then only a restart finds what the disk holds.
      stop: {
        Task {
          try? await Task.sleep(for: .milliseconds(100)); _exit(74)
        }
      }
    )
    // With a socket of systemd clients may ask at once; our own is made when the store's lock is ours.
    if let inherited { try await listen(.descriptor(inherited)) }
    let store = try openStore()
    if inherited == nil { try await listen(.path(socket ?? state + "/kimd.sock", mode: 0o600)) }
    announce(store)
    try? await gracefulShutdown()
    await stop(store)
  }

  private func listen(_ address: ListenAddress) async throws {
    do {
      try await server.start(address)
    } catch let fault as ListenFault {
      throw StartFailure(sentence: fault.sentence)
    }
  }

  /// The open store, or nil where it cannot be served: then kimd stays and says what is wrong, without a loop of restarts.
  private func openStore() throws -> Store? {
    do {
      let store = try Store.open(
        directory: state,
        credential: try Credentials.read(Self.credential, bytesMax: 4096),
        environment: .system,
        reserveBytes: reserveBytes
      ) { step, steps in
        facts.become(.migrating)
        Notify.status("migration \(step)/\(steps)")
        Notify.extendTimeout(.seconds(60))
      }
      try store.fillLog(.system)
      front.seat(try Desk(store: store, environment: .system, facts: facts, logger: logger))
      return store
    } catch let problem as StoreProblem where problem.isInUse {
      throw StartFailure(sentence: problem.sentence)
    } catch {
      let sentence = (error as? StoreProblem)?.sentence ?? "\(error)"
      facts.become(.degraded, problem: sentence)
      logger.critical("\(sentence)", metadata: JournalEvent.degraded.metadata)
      return nil
    }
  }

  private func announce(_ store: Store?) {
    guard let store else {
      Notify.ready(status: "degraded: \(facts.problem ?? "")")
      return
    }
    if store.masterKey == .file {
      logger.warning(
        "the master key lies in a file beside the data: for development only",
        metadata: JournalEvent.developmentKey.metadata
      )
    }
    logger.notice(
      "ready on \(server.path ?? "")",
      metadata: JournalEvent.ready.metadata
    )
    Notify.ready(status: "ready")
  }

  private func stop(_ store: Store?) async {
    Notify.stopping(status: "draining")
    logger.notice("draining", metadata: JournalEvent.draining.metadata)
    async let drained: Void = server.drain(within: Self.drainSeconds)
    await front.desk.drain()
    await drained
    do {
      try store?.close()
    } catch {
      logger.error("the store did not close cleanly; the next start recovers it")
    }
    logger.notice("stopped")
  }
}

extension Limits {
  /// The bounds of the socket and of the desk as `rpc.hello` tells them.
  init(_ limits: SocketLimits) {
    self.init(
      lineBytesMax: limits.lineBytesMax,
      replyBytesMax: 4 << 20,
      depthMax: StrictJSON.depthMax,
      batchMax: Desk.batchMax,
      inFlightMax: limits.inFlightMax,
      connectionsPerUidMax: limits.connectionsPerUidMax,
      unreadReplyBytesMax: limits.unreadReplyBytesMax,
      lineSecondsMax: limits.lineSecondsMax,
      writeStallSecondsMax: limits.writeStallSecondsMax
    )
  }
}
