import Dispatch
import Glibc
import KimAPI
import Synchronization

@testable import KimClient

/// Runs blocking work on a thread of its own, so that the two threads of the tests stay free.
func blocking<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "blocking").async { continuation.resume(with: Result { try work() }) }
  }
}

/// A listening socket that plays one scripted scene a connection.
final class FakeDaemon: Sendable {
  typealias Scene = @Sendable (Peer) -> Void

  let directory: String
  var path: String { directory + "/kimd.sock" }
  private let listener: Int32
  private let lines = Mutex<[JSON]>([])

  /// The requests that came, in their order.
  var requests: [JSON] { lines.withLock { $0 } }

  init(_ scenes: [Scene]) throws {
    directory = try Self.makeDirectory()
    listener = try Self.listen(at: directory + "/kimd.sock")
    let (listener, weakly) = (listener, Weakly(self))
    DispatchQueue(label: "fake daemon").async {
      for scene in scenes {
        var entry = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 10_000) == 1 else { return }
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        scene(Peer(descriptor: descriptor) { line in weakly.daemon?.note(line) })
      }
    }
  }

  deinit {
    close(listener)
    unlink(path)
    rmdir(directory)
  }

  private func note(_ line: JSON) { lines.withLock { $0.append(line) } }

  static func makeDirectory() throws -> String {
    var template = Array("/tmp/kimclient-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Problem(what: "mkdtemp") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func listen(at path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, Glibc.listen(descriptor, 8) == 0 else { throw Problem(what: "listen") }
    return descriptor
  }

  struct Problem: Error { let what: String }

  /// Keeps the accepting thread from keeping the daemon.
  private struct Weakly: Sendable {
    weak let daemon: FakeDaemon?
    init(_ daemon: FakeDaemon) { self.daemon = daemon }
  }
}

/// One accepted connection.
final class Peer {
  private let descriptor: Int32
  private let note: (JSON) -> Void
  private var buffer: [UInt8] = []

  init(descriptor: Int32, note: @escaping (JSON) -> Void) {
    self.descriptor = descriptor
    self.note = note
  }

  deinit { close(descriptor) }

  /// The next request; nil when the client has gone.
  @discardableResult
  func read() -> JSON? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(buffer[..<end])
        buffer.removeSubrange(...end)
        guard let request = try? StrictJSON.parse(line) else { return nil }
        note(request)
        return request
      }
      var piece = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &piece, 65_536, 0)
      guard count > 0 else { return nil }
      buffer += piece[..<count]
    }
  }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func send(_ message: JSON) { send(JSONText.encode(message) + [UInt8(ascii: "\n")]) }

  /// Answers a request.
  func answer(_ request: JSON?, _ result: JSON) {
    send(["jsonrpc": "2.0", "id": request?["id"] ?? .null, "result": result])
  }

  func refuse(_ request: JSON?, _ fault: Fault) {
    send(["jsonrpc": "2.0", "id": request?["id"] ?? .null, "error": fault.json])
  }
}
