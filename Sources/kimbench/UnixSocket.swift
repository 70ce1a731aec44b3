import Glibc

/// The few calls that sockets with a path need.
enum UnixSocket {
  /// A connected stream socket.
  static func connect(_ path: String) throws(BenchFailure) -> Int32 {
    let descriptor = try make(SOCK_STREAM)
    while address(path, { Glibc.connect(descriptor, $0, $1) }) != 0 {
      let reason = errno
      // The daemon's queue is full for a moment.
      if reason == EAGAIN || reason == EINTR {
        usleep(1000)
        continue
      }
      close(descriptor)
      throw BenchFailure(system: "connect to \(path)", reason)
    }
    return descriptor
  }

  /// Connects and hangs up: fails where nobody listens.
  static func probe(_ path: String) throws(BenchFailure) { close(try connect(path)) }

  /// A listening stream socket.
  static func listen(_ path: String) throws(BenchFailure) -> Int32 {
    unlink(path)
    let descriptor = try make(SOCK_STREAM)
    guard address(path, { bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 128) == 0
    else {
      let reason = errno
      close(descriptor)
      throw BenchFailure(system: "listen on \(path)", reason)
    }
    return descriptor
  }

  /// A datagram socket that takes what is sent to its path, such as `NOTIFY_SOCKET`.
  static func datagrams(_ path: String) throws(BenchFailure) -> Int32 {
    unlink(path)
    let descriptor = try make(SOCK_DGRAM)
    guard address(path, { bind(descriptor, $0, $1) }) == 0 else {
      let reason = errno
      close(descriptor)
      throw BenchFailure(system: "bind \(path)", reason)
    }
    return descriptor
  }

  private static func make(_ kind: __socket_type) throws(BenchFailure) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(kind.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw BenchFailure(system: "socket", errno) }
    return descriptor
  }

  private static func address(
    _ path: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
      errno = ENAMETOOLONG
      return -1
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
