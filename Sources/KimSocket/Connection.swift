import NIOCore
import Synchronization

/// One peer, as the service sees it.
package final class Connection: Sendable {
  private struct Waiters {
    var isClosed = false
    var bodies: [@Sendable () -> Void] = []
  }

  /// Number of this connection since the server's start.
  package let id: UInt64
  /// Who is there, by the kernel's word at accept.
  package let uid: UInt32

  // Times the limit of unread bytes; pushes beyond it close the connection.
  private static let pushBound = 16

  private let eventLoop: any EventLoop
  private let outbox: Outbox
  private let unreadMax: Int
  private let handlerBox: NIOLoopBoundBox<ConnectionHandler?>
  private let unread = Atomic<Int>(0)
  private let isGone = Atomic<Bool>(false)
  private let waiters = Mutex(Waiters())

  init(id: UInt64, uid: UInt32, unreadMax: Int, eventLoop: any EventLoop, outbox: Outbox) {
    self.id = id
    self.uid = uid
    self.unreadMax = unreadMax
    self.eventLoop = eventLoop
    self.outbox = outbox
    self.handlerBox = .makeEmptyBox(eventLoop: eventLoop)
  }

  /// Sends an unsolicited line between replies; never before a reply that was given earlier.
  ///
  /// Ask `isWritable` first: one who pushes on and on to a peer that does not read loses it.
  package func push(_ line: [UInt8]) {
    guard !isClosed else { return }
    let (before, _) = unread.add(line.count + 1, ordering: .acquiringAndReleasing)
    guard before / Self.pushBound < unreadMax else {
      close()
      return
    }
    // Always through the outbox, even on the loop: pushes keep their order whoever makes them.
    outbox.put(.push(line), for: self)
  }

  /// The peer is gone and nothing reaches it any more.
  package var isClosed: Bool { isGone.load(ordering: .acquiring) }

  /// Fewer unread bytes than the limit; true of a closed connection, which swallows everything.
  package var isWritable: Bool {
    unread.load(ordering: .acquiring) < unreadMax || isClosed
  }

  /// Calls the body once: at once if writable now (or closed), else on the loop when it becomes so.
  package func whenWritable(_ body: @escaping @Sendable () -> Void) {
    let isNow = waiters.withLock { waiters in
      if waiters.isClosed || unread.load(ordering: .acquiring) < unreadMax { return true }
      waiters.bodies.append(body)
      return false
    }
    if isNow { body() }
  }

  /// Closes the connection after what was given before is written as far as the peer takes it.
  package func close() {
    outbox.put(.close, for: self)
  }
}

// What the handler and the outbox need of it.
extension Connection {
  /// The handler, to be touched on the event loop alone; nil when the peer is gone.
  var handler: ConnectionHandler? {
    get { handlerBox.value }
    set { handlerBox.value = newValue }
  }

  var isOverfull: Bool { unread.load(ordering: .relaxed) >= unreadMax }

  func reply(_ ticket: UInt64, _ line: [UInt8]?) {
    if eventLoop.inEventLoop {
      handlerBox.value?.answered(ticket, line)
    } else {
      outbox.put(.reply(ticket: ticket, line: line), for: self)
    }
  }

  /// So many bytes more are on their way to the peer.
  func queued(_ bytes: Int) {
    unread.add(bytes, ordering: .relaxed)
  }

  /// So many bytes were taken by the kernel; called on the event loop.
  func drained(_ bytes: Int) {
    guard bytes > 0 else { return }
    let (before, after) = unread.subtract(bytes, ordering: .acquiringAndReleasing)
    // Every way from full to free passes here, so no waiter is forgotten.
    if before >= unreadMax, after < unreadMax { wakeWaiters() }
  }

  /// Nothing reaches the peer any more; called on the event loop.
  func markClosed() {
    isGone.store(true, ordering: .releasing)
    waiters.withLock { $0.isClosed = true }
    wakeWaiters()
  }

  private func wakeWaiters() {
    let bodies = waiters.withLock { waiters in
      defer { waiters.bodies = [] }
      return waiters.bodies
    }
    for body in bodies { body() }
  }
}
