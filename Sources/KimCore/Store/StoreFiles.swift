import FoundationEssentials
import Glibc

/// Why a store cannot be served, in one sentence for the administrator that also says what to do.
package struct StoreProblem: Error, Sendable, Equatable {
  /// The sentence; it holds paths and versions, nothing personal.
  package let sentence: String
  /// Whether the store is only held by somebody else, so that waiting or stopping the other helps.
  package let isInUse: Bool

  init(_ sentence: String, isInUse: Bool = false) {
    self.sentence = sentence
    self.isInUse = isInUse
  }
}

/// The files of a state directory.
///
/// kimd never opens the database outside SQLite: closing such a descriptor would drop
/// SQLite's POSIX locks, and a second process could write.
struct StoreFiles: Sendable {
  let directory: String

  var database: String { directory + "/kim.db" }
  /// SQLite's write-ahead log of the store.
  var log: String { database + "-wal" }
  var keys: String { directory + "/keys.db" }
  var lock: String { directory + "/kimd.lock" }
  var masterKey: String { directory + "/master.key" }

  /// Makes the directory where it is missing and refuses one that others can look into.
  func prepareDirectory() throws {
    var info = stat()
    if lstat(directory, &info) != 0 {
      guard errno == ENOENT, mkdir(directory, 0o700) == 0 else {
        throw StoreProblem("cannot make the state directory \(directory): \(Self.reason())")
      }
      return
    }
    guard info.st_mode & S_IFMT == S_IFDIR else {
      throw StoreProblem("\(directory) is no directory: name another with --state")
    }
    guard info.st_uid == geteuid() else {
      throw StoreProblem(
        "\(directory) belongs to uid \(info.st_uid), kimd runs as uid \(geteuid()): chown it"
      )
    }
    guard info.st_mode & 0o077 == 0 else {
      throw StoreProblem("\(directory) is open to others: chmod 0700 \(directory)")
    }
    guard access(directory, W_OK) == 0 else {
      throw StoreProblem("\(directory) cannot be written: \(Self.reason())")
    }
  }

  /// Whether a file is there; refuses what is no plain file of ours alone.
  static func isPresent(_ path: String) throws -> Bool {
    var info = stat()
    guard lstat(path, &info) == 0 else {
      if errno == ENOENT { return false }
      throw StoreProblem("cannot look at \(path): \(reason())")
    }
    guard info.st_mode & S_IFMT == S_IFREG else {
      throw StoreProblem("\(path) is no plain file: remove it or restore a backup")
    }
    guard info.st_nlink == 1 else {
      throw StoreProblem("\(path) has a second name (hard link): remove the other one")
    }
    guard info.st_uid == geteuid(), info.st_mode & 0o077 == 0 else {
      throw StoreProblem("\(path) is open to others or not ours: chown and chmod 0600 \(path)")
    }
    return true
  }

  /// Size of a file, 0 where there is none.
  static func size(_ path: String) -> Int {
    var info = stat()
    return lstat(path, &info) == 0 ? Int(info.st_size) : 0
  }

  /// Free bytes for us on the file system of a path.
  static func freeBytes(_ path: String) -> Int {
    var info = statvfs()
    guard statvfs(path, &info) == 0 else { return 0 }
    return Int(info.f_bavail) * Int(info.f_frsize)
  }

  /// Makes an empty file of mode 0600 where nothing is.
  static func create(_ path: String) throws {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreProblem("cannot make \(path): \(reason())") }
    fchmod(descriptor, 0o600)
    Glibc.close(descriptor)
  }

  /// Brings a file or directory to the disk.
  static func sync(_ path: String) throws {
    let descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreProblem("cannot open \(path): \(reason())") }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw StoreProblem("cannot sync \(path): \(reason())") }
  }

  /// Reads a small file of ours.
  static func read(_ path: String, bytesMax: Int) throws -> Data {
    let descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreProblem("cannot open \(path): \(reason())") }
    defer { Glibc.close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    let count = Glibc.read(descriptor, &bytes, bytesMax)
    guard count >= 0 else { throw StoreProblem("cannot read \(path): \(reason())") }
    return Data(bytes[..<count])
  }

  /// Writes a small new file of mode 0600 and brings it to the disk.
  static func write(_ bytes: Data, to path: String) throws {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreProblem("cannot make \(path): \(reason())") }
    defer { Glibc.close(descriptor) }
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count, fsync(descriptor) == 0 else {
      throw StoreProblem("cannot write \(path): \(reason())")
    }
  }

  static func reason() -> String { String(cString: strerror(errno)) }
}

/// The lock that says "one daemon a store"; held until it is let go or the process ends.
struct StoreLock: ~Copyable, Sendable {
  private let descriptor: Int32

  init(_ path: String) throws {
    descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreProblem("cannot open \(path): \(StoreFiles.reason())")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw StoreProblem(
        "another kimd serves this store (\(path) is locked): stop it, or name another with --state",
        isInUse: true
      )
    }
  }

  /// Lets the lock go.
  consuming func release() {}

  /// Lets others in though somebody still holds this value.
  func unlock() { flock(descriptor, LOCK_UN) }

  deinit { Glibc.close(descriptor) }
}
