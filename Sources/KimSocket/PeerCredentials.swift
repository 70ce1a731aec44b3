import Glibc

/// Who is at the other end, by the kernel's word.
enum PeerCredentials {
  /// `struct ucred` of the kernel, which the C library shows to GNU sources only.
  private struct Credentials {
    var pid: Int32 = 0
    var uid: UInt32 = .max
    var gid: UInt32 = .max
  }

  /// The uid of a peer whose user has no number in our user namespace.
  static let overflowUid: UInt32 = 65_534

  /// The peer's uid when it connected; nil when there is none that could be trusted.
  static func uid(of descriptor: Int32) -> UInt32? {
    // The option does not fail on other kinds of sockets, so the family is asked first.
    guard UnixAddress.option(SO_DOMAIN, of: descriptor) == AF_UNIX else { return nil }
    var credentials = Credentials()
    var length = socklen_t(MemoryLayout<Credentials>.size)
    guard
      getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0,
      length == socklen_t(MemoryLayout<Credentials>.size),
      isTrusted(credentials.uid)
    else { return nil }
    return credentials.uid
  }

  static func isTrusted(_ uid: UInt32) -> Bool {
    uid != .max && uid != overflowUid
  }

  /// Whether the kernel tells this process the machine's own uids.
  static func seesRealUids() -> Bool {
    let descriptor = open("/proc/self/uid_map", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { Glibc.close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return false }
    return isIdentity(String(decoding: bytes[..<count], as: UTF8.self))
  }

  static func isIdentity(_ uidMap: String) -> Bool {
    uidMap.split(whereSeparator: \.isWhitespace) == ["0", "0", "4294967295"]
  }
}
