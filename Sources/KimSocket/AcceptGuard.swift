import Glibc
import Logging
import NIOCore

/// Keeps the server answering when the process has no descriptor left.
///
/// A connection that cannot be accepted stays in the queue and would wake the loop for ever. So a
/// reserve descriptor is given up for a moment, and the peer is told and turned away.
final class AcceptGuard: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private let line: [UInt8]
  private let refusals: RefusalLog
  private let logger: Logger
  private var reserve: Int32

  init(line: [UInt8], refusals: RefusalLog, logger: Logger) {
    self.line = line
    self.refusals = refusals
    self.logger = logger
    reserve = Self.takeReserve()
  }

  deinit {
    if reserve >= 0 { Glibc.close(reserve) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard
      let error = error as? IOError, error.errnoCode == EMFILE || error.errnoCode == ENFILE,
      reserve >= 0 || recoverReserve()
    else {
      // The next handler pauses accepting for a second.
      context.fireErrorCaught(error)
      return
    }
    let pipeline = context.pipeline.syncOperations
    _ = try? pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
      turnAway(on: $0)
    }
  }

  /// Turns away the first connection in the queue of a nonblocking listener.
  func turnAway(on listener: Int32) {
    Glibc.close(reserve)
    let peer = accept(listener, nil, nil)
    if peer >= 0 {
      _ = (line + CollectionOfOne(10)).withUnsafeBytes {
        send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      Glibc.close(peer)
      refusals.note("a connection was refused: no descriptors are left", logger)
    }
    reserve = Self.takeReserve()
  }

  private func recoverReserve() -> Bool {
    reserve = Self.takeReserve()
    return reserve >= 0
  }

  private static func takeReserve() -> Int32 {
    open("/dev/null", O_RDONLY | O_CLOEXEC)
  }
}
