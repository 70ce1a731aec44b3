import NIOCore
import Synchronization

/// Who is connected: the counts behind the limits, and the way to reach all.
final class Roster: Sendable {
  enum Refusal: Error {
    case ofThisUid
    case ofAll
    case closing
  }

  private struct State {
    var connections: [UInt64: Connection] = [:]
    var byUid: [UInt32: Int] = [:]
    var lastID: UInt64 = 0
    var isClosed = false
    var whenEmpty: (@Sendable () -> Void)?

    mutating func takeWhenEmpty() -> (@Sendable () -> Void)? {
      guard isClosed, connections.isEmpty else { return nil }
      defer { whenEmpty = nil }
      return whenEmpty
    }
  }

  private let perUidMax: Int
  private let allMax: Int
  private let state = Mutex(State())

  init(limits: SocketLimits) {
    perUidMax = limits.connectionsPerUidMax
    allMax = limits.connectionsMax
  }

  var count: Int { state.withLock { $0.connections.count } }

  var all: [Connection] { state.withLock { Array($0.connections.values) } }

  func admit(uid: UInt32, make: (UInt64) -> Connection) throws(Refusal) -> Connection {
    let result: Result<Connection, Refusal> = state.withLock { state in
      guard !state.isClosed else { return .failure(.closing) }
      guard state.connections.count < allMax else { return .failure(.ofAll) }
      let ofUid = state.byUid[uid, default: 0]
      guard ofUid < perUidMax else { return .failure(.ofThisUid) }
      state.lastID += 1
      let connection = make(state.lastID)
      state.connections[connection.id] = connection
      state.byUid[uid] = ofUid + 1
      return .success(connection)
    }
    return try result.get()
  }

  func leave(_ connection: Connection) {
    let body = state.withLock { state -> (@Sendable () -> Void)? in
      guard state.connections.removeValue(forKey: connection.id) != nil else { return nil }
      let left = state.byUid[connection.uid, default: 1] - 1
      state.byUid[connection.uid] = left > 0 ? left : nil
      return state.takeWhenEmpty()
    }
    body?()
  }

  /// Admits nobody any more, and calls the body once when the last one has left.
  func close(whenEmpty body: @escaping @Sendable () -> Void) {
    let now: (@Sendable () -> Void)? = state.withLock { state in
      state.isClosed = true
      state.whenEmpty = body
      return state.takeWhenEmpty()
    }
    now?()
  }
}
