import Dispatch
import Glibc
import KimSocket
import Logging
import ServiceLifecycle
import Systemd

/// Feeds the watchdog of systemd, but only after a real pass: a connection through the accept loop, a request through the
/// writer, and its reply.
struct Heartbeat: Service {
  private static let request = #"{"jsonrpc":"2.0","id":"watchdog","method":"daemon.status"}"# + "\n"

  let office: OfficeService
  let logger: Logger

  func run() async throws {
    guard let interval = Watchdog.interval else { return try await gracefulShutdown() }
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try? await Task.sleep(for: interval / 3)
        guard let path = office.server.path, !Task.isCancelled else { continue }
        if await Self.passes(path, within: interval / 3) {
          Notify.watchdog()
        } else {
          logger.error("no answer on the own socket; the watchdog is not fed")
        }
      }
    }
  }

  /// Asks on a thread of its own: a stuck daemon must not take a cooperative thread with it.
  private static func passes(_ path: String, within limit: Duration) async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue.global(qos: .userInitiated).async {
        continuation.resume(returning: ask(path, limit))
      }
    }
  }

  private static func ask(_ path: String, _ limit: Duration) -> Bool {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let seconds = max(1, Int(limit.components.seconds))
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let capacity = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < capacity else { return false }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isConnected, send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL)) > 0
    else { return false }
    return answersResult(descriptor)
  }

  /// Whether the one reply line is no error.
  private static func answersResult(_ descriptor: Int32) -> Bool {
    var reply: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while !reply.contains(UInt8(ascii: "\n")), reply.count < 65_536 {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { return false }
      reply += chunk[..<count]
    }
    // A degraded or draining daemon answers with an error and is alive all the same.
    return reply.starts(with: Array(#"{"jsonrpc":"2.0","id":"watchdog","#.utf8))
  }
}
