import KimAPI
import KimCore
import KimSocket
import Synchronization

/// Stands between the socket, which knows bytes, and the desk, which knows requests.
final class Front: LineService {
  private static let loginSeconds: Int64 = 60
  private static let loginsMax = 1024

  private struct Login {
    let name: String?
    let until: Timestamp
  }

  private let environment: Environment
  private let seated: Mutex<Desk>
  private let logins = Mutex<[UInt32: Login]>([:])
  let lineTooLong: [UInt8]
  let tooManyConnections: [UInt8]

  init(desk: Desk, environment: Environment) {
    self.environment = environment
    seated = Mutex(desk)
    lineTooLong = Desk.line(
      for: Fault(.lineTooLong, "a request line holds at most 1048576 bytes")
    )
    tooManyConnections = Desk.line(for: Fault(.tooManyConnections, "too many connections"))
  }

  /// The desk that answers now.
  var desk: Desk { seated.withLock { $0 } }

  /// Seats the desk that has a store.
  func seat(_ desk: Desk) { seated.withLock { $0 = desk } }

  func answer(
    _ line: [UInt8],
    on connection: Connection,
    reply: @escaping @Sendable ([UInt8]?) -> Void
  ) {
    let peer = Peer(uid: connection.uid, login: login(connection.uid), connection: connection)
    desk.answer(line, from: peer, reply: reply)
  }

  func opened(_ connection: Connection) {}

  func closed(_ connection: Connection) { desk.closed(connection) }

  /// The login of a uid, asked of the system once a minute: a uid that was given to another person is noticed.
  private func login(_ uid: UInt32) -> String? {
    let now = environment.now()
    return logins.withLock { logins in
      if let known = logins[uid], now < known.until { return known.name }
      if logins.count >= Self.loginsMax { logins.removeAll() }
      let name = environment.login(uid)
      logins[uid] = Login(name: name, until: now.adding(seconds: Self.loginSeconds))
      return name
    }
  }
}

extension Connection: WatchConnection {}
