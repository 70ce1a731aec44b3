import Glibc

/// The C side of a Unix socket's name; never an abstract one.
enum UnixAddress {
  /// `sun_path` without its closing NUL.
  static let pathBytesMax = 107

  /// Calls the body with the address of a path; nil when the path cannot be one.
  static func with(
    _ path: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32? {
    let bytes = Array(path.utf8)
    // An empty name or one that begins with NUL would be an abstract address.
    guard !bytes.isEmpty, bytes.count <= pathBytesMax, !bytes.contains(0) else { return nil }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  /// The path that a socket is bound to, by the kernel's word; nil for any other kind of name.
  static func path(of descriptor: Int32) -> String? {
    var address = sockaddr_un()
    var length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
    }
    let header = MemoryLayout<sa_family_t>.size
    guard result == 0, address.sun_family == sa_family_t(AF_UNIX), Int(length) > header else {
      return nil
    }
    let bytes = withUnsafeBytes(of: &address.sun_path) {
      Array($0.prefix(Int(length) - header).prefix { $0 != 0 })
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  static func newSocket() -> Int32 {
    let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    return socket(AF_UNIX, Int32(type), 0)
  }

  /// An integer socket option; nil when the descriptor has none such.
  static func option(_ name: Int32, of descriptor: Int32) -> Int32? {
    var value: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 else { return nil }
    return value
  }

  static func isListeningStream(_ descriptor: Int32) -> Bool {
    option(SO_DOMAIN, of: descriptor) == AF_UNIX
      && option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue)
      && option(SO_ACCEPTCONN, of: descriptor) == 1
  }
}
