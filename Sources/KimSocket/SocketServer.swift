import Glibc
package import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Listens on one Unix socket and carries lines between its peers and a service.
///
/// One event loop thread does all of it.
package final class SocketServer: Sendable {
  /// What exists from the start to the end of the drain.
  private struct Running: Sendable {
    let group: MultiThreadedEventLoopGroup
    let listener: any Channel
    let outbox: Outbox
    let roster: Roster
    let file: PathSocket?
    let path: String?
  }

  private enum State {
    case new
    case starting
    case running(Running)
    case ended
  }

  private let limits: SocketLimits
  private let service: any LineService
  private let logger: Logger
  private let state = Mutex(State.new)

  package init(limits: SocketLimits, service: any LineService, logger: Logger) {
    self.limits = limits
    self.service = service
    self.logger = logger
  }

  /// The path of the bound socket; nil while there is none.
  package var path: String? { running?.path }

  /// How many peers are connected.
  package var connectionCount: Int { running?.roster.count ?? 0 }

  /// Starts to listen; peers are served when this returns.
  ///
  /// It throws a `ListenFault`.
  package func start(_ address: ListenAddress) async throws {
    let isNew = state.withLock { state in
      guard case .new = state else { return false }
      state = .starting
      return true
    }
    guard isNew else { throw ListenFault.alreadyStarted }
    do {
      let running = try await listen(address)
      state.withLock { $0 = .running(running) }
      running.listener.closeFuture.whenComplete { [weak self] _ in
        // A drain takes the state away before it closes.
        guard let self, self.running != nil else { return }
        logger.critical("the listening socket failed; no new connections are accepted")
      }
      logger.info("listening")
    } catch {
      state.withLock { $0 = .new }
      throw error
    }
  }

  /// Stops listening, lets what is in flight be answered, and closes all.
  ///
  /// After the time limit it closes whatever is left.
  package func drain(within limit: Duration) async {
    guard let running = takeRunning() else { return }
    let loop = running.listener.eventLoop
    running.file?.remove()
    // An inherited socket goes on listening in its maker's hands; only our descriptor is closed.
    try? await running.listener.close()
    await withCheckedContinuation { continuation in
      let once = Once { continuation.resume() }
      let timer = loop.scheduleTask(in: .nanoseconds(limit.nanoseconds)) { once.run() }
      running.roster.close {
        timer.cancel()
        once.run()
      }
      loop.execute { for connection in running.roster.all { connection.handler?.drain() } }
    }
    let left = running.roster.count
    await running.outbox.close()
    // This closes what is left.
    try? await running.group.shutdownGracefully()
    logger.info("drained", metadata: ["cut_off": "\(left)"])
  }

  private var running: Running? {
    state.withLock { if case .running(let running) = $0 { running } else { nil } }
  }

  private func takeRunning() -> Running? {
    state.withLock { state in
      guard case .running(let running) = state else { return nil }
      state = .ended
      return running
    }
  }

  private func listen(_ address: ListenAddress) async throws -> Running {
    signal(SIGPIPE, SIG_IGN)
    guard PeerCredentials.seesRealUids() else { throw ListenFault.userNamespace }
    switch address {
    case .path(let path, let mode):
      let file = try PathSocket(path: path, mode: mode)
      do {
        return try await serve(on: file.descriptor, file: file, path: path)
      } catch {
        file.remove()
        throw error
      }
    case .descriptor(let descriptor):
      guard
        UnixAddress.isListeningStream(descriptor),
        let path = UnixAddress.path(of: descriptor)
      else { throw ListenFault.descriptorUnfit }
      return try await serve(on: descriptor, file: nil, path: path)
    }
  }

  /// Hands the listening descriptor to an event loop, which owns it from then on.
  private func serve(
    on descriptor: Int32,
    file: PathSocket?,
    path: String
  ) async throws -> Running {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let outbox = Outbox(eventLoop: group.next())
    let roster = Roster(limits: limits)
    let acceptor = Acceptor(
      limits: limits,
      service: service,
      roster: roster,
      outbox: outbox,
      refusals: RefusalLog(),
      logger: logger
    )
    do {
      let listener = try await bootstrap(group, acceptor).withBoundSocket(descriptor).get()
      return Running(
        group: group,
        listener: listener,
        outbox: outbox,
        roster: roster,
        file: file,
        path: path
      )
    } catch {
      try? await group.shutdownGracefully()
      throw ListenFault(errno: (error as? IOError)?.errnoCode ?? EINVAL)
    }
  }

  private func bootstrap(
    _ group: MultiThreadedEventLoopGroup,
    _ acceptor: Acceptor
  ) -> ServerBootstrap {
    ServerBootstrap(group: group)
      .serverChannelOption(.maxMessagesPerRead, value: 16)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            AcceptGuard(
              line: acceptor.service.tooManyConnections,
              refusals: acceptor.refusals,
              logger: acceptor.logger
            )
          )
        }
      }
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      // One read at a time: one buffer a connection, and no peer keeps the loop to itself.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      // Not writable means that bytes are left over; see `ConnectionHandler.countUnwritten`.
      .childChannelOption(.writeBufferWaterMark, value: .init(low: 1, high: 1))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try acceptor.initialize(channel) }
      }
  }
}

/// Runs a body at most once, whoever comes first.
private final class Once: Sendable {
  private let body: Mutex<(@Sendable () -> Void)?>

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = Mutex(body)
  }

  func run() {
    let taken = body.withLock { body in
      defer { body = nil }
      return body
    }
    taken?()
  }
}

extension Duration {
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max / 2 : whole + attoseconds / 1_000_000_000
  }
}
