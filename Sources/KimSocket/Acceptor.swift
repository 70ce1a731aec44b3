import Glibc
import Logging
import NIOCore
import Synchronization

/// Decides about each new connection: who it is, and whether there is room.
struct Acceptor: Sendable {
  let limits: SocketLimits
  let service: any LineService
  let roster: Roster
  let outbox: Outbox
  let refusals: RefusalLog
  let logger: Logger

  /// Makes a new channel ready; throwing closes it at once.
  func initialize(_ channel: any Channel) throws {
    let pipeline = channel.pipeline.syncOperations
    let uid = try pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
      // NIO accepts without it.
      _ = fcntl($0, F_SETFD, FD_CLOEXEC)
      return PeerCredentials.uid(of: $0)
    }
    guard let uid = uid.flatMap(\.self) else {
      refusals.note("a peer without a trusted uid was refused", logger)
      throw ChannelError.operationUnsupported
    }
    do {
      let connection = try roster.admit(uid: uid) { id in
        Connection(
          id: id,
          uid: uid,
          unreadMax: limits.unreadReplyBytesMax,
          eventLoop: channel.eventLoop,
          outbox: outbox
        )
      }
      try pipeline.addHandler(makeHandler(connection))
    } catch let refusal as Roster.Refusal {
      guard refusal != .closing else { throw refusal }
      refusals.note("a connection was refused: there are too many", logger)
      try pipeline.addHandler(TurnAway(line: service.tooManyConnections))
    }
  }

  private func makeHandler(_ connection: Connection) -> ConnectionHandler {
    ConnectionHandler(
      connection: connection,
      limits: limits,
      service: service,
      logger: logger,
      leave: { [roster] in roster.leave($0) }
    )
  }
}

/// Says one line to a peer and closes.
private final class TurnAway: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let line: [UInt8]

  init(line: [UInt8]) {
    self.line = line
  }

  func channelActive(context: ChannelHandlerContext) {
    // The empty kernel buffer of a new connection takes a line at once.
    let bytes = ByteBuffer(bytes: line + CollectionOfOne(10))
    context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    context.close(promise: nil)
  }
}

/// Writes at most one entry a second about refused peers, however many there are.
final class RefusalLog: Sendable {
  private struct State {
    var nextAt: NIODeadline = .uptimeNanoseconds(0)
    var unsaid = 0
  }

  private let state = Mutex(State())

  func note(_ what: Logger.Message, _ logger: Logger) {
    let now = NIODeadline.now()
    let unsaid: Int? = state.withLock { state in
      guard now >= state.nextAt else {
        state.unsaid += 1
        return nil
      }
      defer { state = State(nextAt: now + .seconds(1), unsaid: 0) }
      return state.unsaid
    }
    guard let unsaid else { return }
    logger.warning(what, metadata: unsaid > 0 ? ["refused_before": "\(unsaid)"] : [:])
  }
}
