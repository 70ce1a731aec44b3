import NIOCore
import Synchronization

/// Carries what other threads have for the peers to the event loop, many items in one trip.
final class Outbox: Sendable {
  enum Content: Sendable {
    case reply(ticket: UInt64, line: [UInt8]?)
    case push([UInt8])
    case close
  }

  private struct Item {
    let connection: Connection
    let content: Content
  }

  private struct State {
    var items: [Item] = []
    var isScheduled = false
    var isClosed = false
    var whenIdle: CheckedContinuation<Void, Never>?
  }

  private let eventLoop: any EventLoop
  private let state = Mutex(State())

  init(eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  func put(_ content: Content, for connection: Connection) {
    let isFirst = state.withLock { state in
      guard !state.isClosed else { return false }
      state.items.append(Item(connection: connection, content: content))
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if isFirst { eventLoop.execute { self.deliver() } }
  }

  /// Takes nothing more, and returns when nothing is under way to the event loop.
  ///
  /// After that the loop may be shut down: no thread will hand it a task any more.
  func close() async {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        state.isClosed = true
        if state.isScheduled { state.whenIdle = continuation }
        return !state.isScheduled
      }
      if isIdle { continuation.resume() }
    }
  }

  private func deliver() {
    let (items, whenIdle) = state.withLock { state in
      defer {
        state.items = []
        state.isScheduled = false
        state.whenIdle = nil
      }
      return (state.items, state.whenIdle)
    }
    var touched: [ConnectionHandler] = []
    for item in items {
      guard let handler = item.connection.handler else { continue }
      if handler.take(item.content) { touched.append(handler) }
    }
    for handler in touched { handler.settle() }
    whenIdle?.resume()
  }
}
