import Glibc

/// One connected socket that sends lines and reads lines; the only file that knows sockets.
final class Wire {
  /// The longest request, its line end included.
  static let requestBytesMax = 1_048_576
  /// The longest reply, its line end included.
  static let replyBytesMax = 4_194_304
  private static let pieceBytes = 65_536

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// Where the next line begins in the buffer.
  private var start = 0
  /// Up to where no line end was found.
  private var scanned = 0
  private var piece = [UInt8](repeating: 0, count: pieceBytes)

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Connects and makes sure of who listens.
  static func connect(to path: String, within timeout: Duration) throws(ClientError) -> Wire {
    guard path.utf8.count <= SocketPath.bytesMax else { throw .pathTooLong(path: path) }
    let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    let descriptor = socket(AF_UNIX, Int32(kind), 0)
    guard descriptor >= 0 else { throw .system(operation: "socket", errno: errno) }
    let wire = Wire(descriptor: descriptor)
    try wire.connect(path, Deadline(after: timeout))
    try wire.checkPeer(path)
    return wire
  }

  private func connect(_ path: String, _ deadline: Deadline) throws(ClientError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    while true {
      let outcome = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      guard outcome != 0 else { return }
      let reason = errno
      // A full queue of a busy daemon is no refusal; it does not wake poll either.
      guard reason == EAGAIN || reason == EINTR else { throw Self.refusal(reason, path) }
      guard !deadline.isOver else { throw .silent }
      Deadline.pause(.milliseconds(5))
    }
  }

  private static func refusal(_ reason: Int32, _ path: String) -> ClientError {
    switch reason {
    case ENOENT, ENOTDIR: return .noSocket(path: path)
    case EACCES, EPERM: return .denied(path: path)
    case EPROTOTYPE, ELOOP: return .notASocket(path: path)
    case ECONNREFUSED:
      var status = stat()
      guard stat(path, &status) == 0, !SocketPath.isSocket(status) else {
        return .refused(path: path)
      }
      return .notASocket(path: path)
    default: return .system(operation: "connect", errno: reason)
    }
  }

  private func checkPeer(_ path: String) throws(ClientError) {
    // The kernel's struct ucred: pid, uid, gid.
    var credentials: (Int32, UInt32, UInt32) = (0, .max, .max)
    var size = socklen_t(MemoryLayout.size(ofValue: credentials))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else {
      throw .system(operation: "getsockopt", errno: errno)
    }
    let uid = credentials.1
    let isTrusted = Self.isTrusted(
      uid: uid,
      own: geteuid(),
      directoryOwner: SocketPath.directoryOwner(of: path),
      socketOwner: SocketPath.socketOwner(of: path)
    )
    guard isTrusted else { throw .impostor(uid: uid) }
  }

  /// Whoever owns the directory decides who listens in it; root and we ourselves need no leave, nor does whom root gave
  /// the socket, as systemd does.
  static func isTrusted(
    uid: UInt32,
    own: UInt32,
    directoryOwner: UInt32?,
    socketOwner: UInt32?
  ) -> Bool {
    uid == 0 || uid == own || uid == directoryOwner || uid == socketOwner
  }

  /// Sends a whole line; tells how much of it went out before it failed.
  func send(
    _ line: [UInt8],
    until deadline: Deadline,
    sent: inout Bool
  ) throws(ClientError) {
    var at = 0
    while at < line.count {
      let count = line.withUnsafeBytes { bytes in
        Glibc.send(
          descriptor,
          bytes.baseAddress?.advanced(by: at),
          bytes.count - at,
          Int32(MSG_NOSIGNAL)
        )
      }
      if count > 0 {
        at += count
        sent = true
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: try wait(for: POLLOUT, deadline)
      case EPIPE, ECONNRESET: throw .connectionLost
      default: throw .system(operation: "send", errno: errno)
      }
    }
  }

  /// The next line without its end.
  func line(until deadline: Deadline) throws(ClientError) -> [UInt8] {
    while true {
      if let end = findLineEnd() {
        let line = Array(buffer[start..<end])
        start = end + 1
        scanned = start
        guard line.count < Self.replyBytesMax else { throw .replyTooLong }
        return line
      }
      guard buffer.count - start < Self.replyBytesMax else { throw .replyTooLong }
      try receive(deadline)
    }
  }

  private func findLineEnd() -> Int? {
    let found = buffer.withUnsafeBytes { bytes -> Int? in
      guard let base = bytes.baseAddress, scanned < bytes.count else { return nil }
      let rest = bytes.count - scanned
      guard let hit = memchr(base.advanced(by: scanned), Int32(UInt8(ascii: "\n")), rest) else {
        return nil
      }
      return base.distance(to: UnsafeRawPointer(hit))
    }
    if found == nil { scanned = buffer.count }
    return found
  }

  private func receive(_ deadline: Deadline) throws(ClientError) {
    if start > 0 {
      buffer.removeSubrange(..<start)
      scanned -= start
      start = 0
    }
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      if count > 0 {
        buffer.append(contentsOf: piece[..<count])
        return
      }
      guard count != 0 else { throw .connectionLost }
      switch errno {
      case EINTR: continue
      case EAGAIN: try wait(for: POLLIN, deadline)
      case ECONNRESET: throw .connectionLost
      default: throw .system(operation: "recv", errno: errno)
      }
    }
  }

  private func wait(for events: Int32, _ deadline: Deadline) throws(ClientError) {
    while true {
      let left = deadline.pollMilliseconds
      guard left > 0 else { throw .silent }
      var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let outcome = poll(&entry, 1, left)
      guard outcome <= 0 else { return }
      guard outcome == 0 || errno == EINTR else { throw .system(operation: "poll", errno: errno) }
    }
  }
}
