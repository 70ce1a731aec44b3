import Glibc

/// A listening socket file of our own making.
///
/// It is bound to a temporary name, given its mode, made to listen and only then renamed: nobody
/// meets it with other rights or before it answers. Everything goes through a descriptor of the
/// directory, so that a directory that is swapped meanwhile changes nothing.
struct PathSocket: Sendable {
  let descriptor: Int32
  private let directory: Int32
  private let name: String
  private let device: UInt
  private let inode: UInt

  private static let backlog: Int32 = 1024
  // `O_PATH`, which the C library shows to GNU sources only.
  private static let openPathOnly: Int32 = 0o10_000_000

  init(path: String, mode: UInt16) throws(ListenFault) {
    let (parent, name) = try Self.split(path)
    let directory = open(parent, Self.openPathOnly | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw ListenFault(errno: errno) }
    do throws(ListenFault) {
      try Self.checkFree(path: path, name: name, directory: directory)
      let (descriptor, status) = try Self.bind(name: name, directory: directory, mode: mode)
      self.descriptor = descriptor
      self.directory = directory
      self.name = name
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
    } catch {
      Glibc.close(directory)
      throw error
    }
  }

  /// Removes the file if it is still this socket's; the descriptor is not closed.
  func remove() {
    var status = stat()
    if fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
      UInt(status.st_dev) == device, UInt(status.st_ino) == inode
    {
      unlinkat(directory, name, 0)
    }
    Glibc.close(directory)
  }

  private static func split(_ path: String) throws(ListenFault) -> (parent: String, name: String) {
    guard path.utf8.count <= UnixAddress.pathBytesMax else {
      throw .pathTooLong(limit: UnixAddress.pathBytesMax)
    }
    guard !path.utf8.contains(0) else { throw .other(errno: EINVAL) }
    guard let slash = path.lastIndex(of: "/") else {
      guard !path.isEmpty, path != ".", path != ".." else { throw .pathIsNotASocket }
      return (".", path)
    }
    let name = String(path[path.index(after: slash)...])
    guard !name.isEmpty, name != ".", name != ".." else { throw .pathIsNotASocket }
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }

  /// Refuses what stands at the path, unless it is a socket on which nobody answers.
  private static func checkFree(
    path: String,
    name: String,
    directory: Int32
  ) throws(ListenFault) {
    var status = stat()
    guard fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      guard errno == ENOENT else { throw ListenFault(errno: errno) }
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFSOCK: break
    case S_IFLNK: throw .pathIsSymlink
    default: throw .pathIsNotASocket
    }
    let probe = UnixAddress.newSocket()
    guard probe >= 0 else { throw ListenFault(errno: errno) }
    defer { Glibc.close(probe) }
    guard UnixAddress.with(path, { connect(probe, $0, $1) }) != 0 else { throw .inUse }
    switch errno {
    case ECONNREFUSED, ENOENT: return
    // A full queue, or a socket of another type: somebody holds it.
    case EAGAIN, EPROTOTYPE: throw .inUse
    default: throw ListenFault(errno: errno)
    }
  }

  private static func bind(
    name: String,
    directory: Int32,
    mode: UInt16
  ) throws(ListenFault) -> (Int32, stat) {
    let descriptor = UnixAddress.newSocket()
    guard descriptor >= 0 else { throw ListenFault(errno: errno) }
    let temporary = ".kim-\(getpid())-\(descriptor)"
    do throws(ListenFault) {
      // Linux gives the file the rights of the socket it is bound from, less the umask ...
      guard fchmod(descriptor, mode_t(mode)) == 0 else { throw ListenFault(errno: errno) }
      try bindTemporary(descriptor, temporary, directory)
      var status = stat()
      guard
        // ... and what the umask took is given back.
        fchmodat(directory, temporary, mode_t(mode), AT_SYMLINK_NOFOLLOW) == 0,
        listen(descriptor, backlog) == 0,
        fstatat(directory, temporary, &status, AT_SYMLINK_NOFOLLOW) == 0,
        renameat(directory, temporary, directory, name) == 0
      else {
        let number = errno
        unlinkat(directory, temporary, 0)
        throw ListenFault(errno: number)
      }
      return (descriptor, status)
    } catch {
      Glibc.close(descriptor)
      throw error
    }
  }

  private static func bindTemporary(
    _ descriptor: Int32,
    _ temporary: String,
    _ directory: Int32
  ) throws(ListenFault) {
    // The way through the directory's descriptor is short enough for every directory.
    let path = "/proc/self/fd/\(directory)/\(temporary)"
    var result = UnixAddress.with(path) { Glibc.bind(descriptor, $0, $1) }
    if result != 0, errno == EADDRINUSE, unlinkat(directory, temporary, 0) == 0 {
      // Left behind by a killed predecessor with our pid.
      result = UnixAddress.with(path) { Glibc.bind(descriptor, $0, $1) }
    }
    guard result == 0 else { throw ListenFault(errno: errno) }
  }
}
