import Glibc

/// Finds the socket of kimd.
public enum SocketPath {
  /// Where systemd listens for kimd.
  public static let system = "/run/kimd/kimd.sock"
  /// Where a kimd that was started by hand listens, seen from its directory.
  public static let local = "./.kim/kimd.sock"
  /// The longest path that the kernel takes, in bytes.
  public static let bytesMax = 107

  /// The path named, else `$KIM_SOCKET`, else a socket of our own here, else the system's; empty names none.
  public static func resolve(
    explicit: String?,
    environment: (String) -> String? = Self.variable
  ) -> String {
    if let explicit, !explicit.isEmpty { return explicit }
    if let named = environment("KIM_SOCKET"), !named.isEmpty { return named }
    return isOurs(local) ? local : system
  }

  /// A variable of the environment.
  public static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Whether this is a socket, not a link to one, and belongs to us.
  static func isOurs(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    return isSocket(status) && status.st_uid == geteuid()
  }

  /// Who owns the directory that holds a path.
  static func directoryOwner(of path: String) -> UInt32? {
    var status = stat()
    return stat(directory(of: path), &status) == 0 ? status.st_uid : nil
  }

  /// Who owns the socket, where root or we alone could have put it there; nil where the owner says nothing.
  static func socketOwner(of path: String) -> UInt32? {
    var status = stat()
    guard stat(directory(of: path), &status) == 0, status.st_mode & 0o022 == 0,
      status.st_uid == 0 || status.st_uid == geteuid(),
      lstat(path, &status) == 0, isSocket(status)
    else { return nil }
    return status.st_uid
  }

  static func isSocket(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFSOCK }

  /// The directory that holds a path, as the kernel reads it.
  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
