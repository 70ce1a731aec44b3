import Dispatch
import FoundationEssentials
import Glibc
import KimSocket
import Logging
import Synchronization

/// A service that echoes, and does a few other things on request.
///
/// `late:…` is answered when the test says so; `big:N` with N bytes; `off:…` from another thread;
/// `silent:…` with nothing.
final class StubService: LineService {
  struct State: Sendable {
    var started: [String] = []
    var late: [String: @Sendable ([UInt8]?) -> Void] = [:]
    var opened: [Connection] = []
    var closed: [UInt64] = []
    fileprivate var waiters: [Waiter] = []
  }

  fileprivate struct Waiter: Sendable {
    let isTrue: @Sendable (State) -> Bool
    let continuation: CheckedContinuation<Void, Never>
  }

  private let state = Mutex(State())
  private let otherThread = DispatchQueue(label: "service")

  let lineTooLong = Array("line too long".utf8)
  let tooManyConnections = Array("too many connections".utf8)

  func answer(
    _ line: [UInt8],
    on connection: Connection,
    reply: @escaping @Sendable ([UInt8]?) -> Void
  ) {
    let text = String(decoding: line, as: UTF8.self)
    change { state in
      state.started.append(text)
      if text.hasPrefix("late:") { state.late[text] = reply }
    }
    switch text.split(separator: ":").first {
    case "late": break
    case "silent": reply(nil)
    case "off": otherThread.async { reply(line) }
    case "big": reply([UInt8](repeating: 120, count: Int(text.dropFirst(4)) ?? 0))
    default: reply(line)
    }
  }

  func opened(_ connection: Connection) { change { $0.opened.append(connection) } }

  func closed(_ connection: Connection) { change { $0.closed.append(connection.id) } }

  var now: State { state.withLock { $0 } }

  /// Answers a late line with its own text.
  func release(_ text: String) {
    state.withLock { $0.late.removeValue(forKey: text) }?(Array(text.utf8))
  }

  /// Waits until the condition holds.
  func until(_ isTrue: @escaping @Sendable (State) -> Bool) async {
    await withCheckedContinuation { continuation in
      change { $0.waiters.append(Waiter(isTrue: isTrue, continuation: continuation)) }
    }
  }

  private func change(_ body: (inout State) -> Void) {
    let ready = state.withLock { state in
      body(&state)
      let waiters = state.waiters
      let now = state
      state.waiters = waiters.filter { !$0.isTrue(now) }
      return waiters.filter { $0.isTrue(now) }
    }
    for waiter in ready { waiter.continuation.resume() }
  }
}

/// A plain blocking client; every call runs on a thread of its own, off the cooperative pool.
final class Peer: Sendable {
  struct Failed: Error {
    let number: Int32
  }

  let descriptor: Int32
  private let unread = Mutex<[UInt8]>([])
  private let thread = DispatchQueue(label: "peer")

  /// Connects; reads and writes give up after 20 seconds.
  init(_ path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    try setTimeout(SO_RCVTIMEO, milliseconds: 20_000)
    try setTimeout(SO_SNDTIMEO, milliseconds: 20_000)
    guard withAddress(path, { connect(descriptor, $0, $1) }) == 0 else {
      let number = errno
      Glibc.close(descriptor)
      throw Failed(number: number)
    }
  }

  func setTimeout(_ option: Int32, milliseconds: Int) throws {
    var time = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
    let size = socklen_t(MemoryLayout<timeval>.size)
    guard setsockopt(descriptor, SOL_SOCKET, option, &time, size) == 0 else {
      throw Failed(number: errno)
    }
  }

  func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      thread.async { continuation.resume(with: Result(catching: body)) }
    }
  }

  func send(_ text: String) async throws {
    try await send(Array(text.utf8))
  }

  func send(_ bytes: [UInt8]) async throws {
    try await run { [descriptor] in
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes {
          Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { throw Failed(number: errno) }
        sent += count
      }
    }
  }

  /// The next line without its end; nil when the server closed the connection.
  func line() async throws -> String? {
    try await run { try self.readLine() }
  }

  /// All lines up to the end of the connection.
  func rest() async throws -> [String] {
    try await run {
      var lines: [String] = []
      while let line = try self.readLine() { lines.append(line) }
      return lines
    }
  }

  func ask(_ text: String) async throws -> String? {
    try await send(text + "\n")
    return try await line()
  }

  func endInput() { shutdown(descriptor, Int32(SHUT_WR)) }

  func close() { Glibc.close(descriptor) }

  private func readLine() throws -> String? {
    var piece = [UInt8](repeating: 0, count: 65_536)
    var searched = 0
    while true {
      let line: String? = unread.withLock { [searched] unread in
        guard let end = unread[searched...].firstIndex(of: 10) else { return nil }
        defer { unread.removeFirst(end + 1) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      if let line { return line }
      let count = read(descriptor, &piece, piece.count)
      // A close with our bytes unread in the server's buffer shows as a reset.
      if count == 0 || (count < 0 && errno == ECONNRESET) { return nil }
      guard count > 0 else { throw Failed(number: errno) }
      unread.withLock { unread in
        searched = unread.count
        unread.append(contentsOf: piece[..<count])
      }
    }
  }
}

func withAddress<Value>(
  _ path: String,
  _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
) -> Value {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
  return withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}

/// A listening socket as another program would make it.
func makeListener(_ path: String) -> Int32 {
  let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
  let result = withAddress(path) { bind(descriptor, $0, $1) }
  guard result == 0, listen(descriptor, 16) == 0 else { return -1 }
  return descriptor
}

/// Runs the body with a short-named directory of its own.
func withDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
  var template = Array("/tmp/kimXXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw Peer.Failed(number: errno) }
  let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await body(path)
}

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Runs the body against a server of its own.
func withServer(
  _ limits: SocketLimits = SocketLimits(),
  _ body: (SocketServer, StubService, String) async throws -> Void
) async throws {
  try await withDirectory { directory in
    let service = StubService()
    let server = SocketServer(limits: limits, service: service, logger: quiet)
    let path = directory + "/s"
    try await server.start(.path(path, mode: 0o600))
    do {
      try await body(server, service, path)
    } catch {
      await server.drain(within: .zero)
      throw error
    }
    await server.drain(within: .zero)
  }
}
