import FoundationEssentials
import KimAPI
import KimTestSupport
import Synchronization
import Testing

@testable import KimCore

/// A connection that keeps what is pushed to it and reads only when it is told to.
final class FakeConnection: WatchConnection {
  private struct State {
    var lines: [JSON] = []
    var isStalled = false
    var blocked: [@Sendable () -> Void] = []
    var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  func push(_ line: [UInt8]) {
    let line = (try? StrictJSON.parse(line)) ?? .null
    // Signs of life come by the machine's clock, whatever the time of the world.
    if line["params"]?["events"] == [] { return }
    let ready = state.withLock { state in
      state.lines.append(line)
      let ready = state.waiters.filter { $0.count <= state.lines.count }
      state.waiters.removeAll { $0.count <= state.lines.count }
      return ready
    }
    for waiter in ready { waiter.continuation.resume() }
  }

  func whenWritable(_ body: @escaping @Sendable () -> Void) {
    let isStalled = state.withLock { state in
      if state.isStalled { state.blocked.append(body) }
      return state.isStalled
    }
    if !isStalled { body() }
  }

  /// Stops reading: what is pushed from now on stays unread.
  func stall() { state.withLock { $0.isStalled = true } }

  /// Reads again.
  func flow() {
    let blocked = state.withLock { state in
      state.isStalled = false
      defer { state.blocked = [] }
      return state.blocked
    }
    for body in blocked { body() }
  }

  var lines: [JSON] { state.withLock { $0.lines } }

  /// The lines once there are so many.
  func lines(atLeast count: Int) async -> [JSON] {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        guard state.lines.count < count else { return true }
        state.waiters.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
    return lines
  }

  /// The events of all notifications so far.
  var events: [JSON] { lines.flatMap { $0["params"]?["events"]?.items ?? [] } }

  /// The events once there are so many.
  func events(atLeast count: Int) async -> [JSON] {
    var seen = 0
    while events.count < count {
      seen = await lines(atLeast: seen + 1).count
    }
    return events
  }
}
