import Glibc

/// The few things that a measurement does with files.
enum Files {
  static func text(_ path: String) throws(BenchFailure) -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws(BenchFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw BenchFailure(system: path, errno) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw BenchFailure(system: path, errno)
    }
  }

  static func makeDirectory(_ path: String, mode: mode_t = 0o755) throws(BenchFailure) {
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw BenchFailure(system: path, errno) }
    chmod(path, mode)
  }

  /// A new directory whose name begins so.
  static func temporaryDirectory(_ prefix: String) throws(BenchFailure) -> String {
    var template = Array((prefix + "-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else { throw BenchFailure(system: prefix, errno) }
    chmod(made, 0o755)
    return String(cString: made)
  }

  /// A pipe that no child inherits.
  static func pipe() throws(BenchFailure) -> (source: Int32, sink: Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw BenchFailure(system: "pipe", errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Names of what lies in a directory.
  static func names(_ path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
      )
    }
    return names
  }

  static func bytes(_ path: String) throws(BenchFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw BenchFailure(system: path, errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { return bytes }
      bytes += piece.prefix(count)
    }
  }

  /// Writes and flushes that the disk of a path has done so far; 0 where the kernel tells none.
  static func diskWrites(_ path: String) throws(BenchFailure) -> Int {
    var info = stat()
    guard stat(path, &info) == 0 else { throw BenchFailure(system: path, errno) }
    let (major, minor) = (info.st_dev >> 8 & 0xFFF, info.st_dev & 0xFF)
    let text = try? Self.text("/sys/dev/block/\(major):\(minor)/stat")
    let fields = text?.split(whereSeparator: { $0 == " " || $0 == "\n" }) ?? []
    return fields.count > 4 ? Int(fields[4]) ?? 0 : 0
  }

  static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// The program in the search path; nil where there is none.
  static func program(_ name: String) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first(where: isExecutable)
  }

  /// The directory of the program that runs.
  static func ownDirectory() -> String {
    let path = ownPath()
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  static func ownPath() -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return 0 }
      return readlink("/proc/self/exe", start, bytes.count)
    }
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  static func workingDirectory() -> String {
    guard let here = getcwd(nil, 0) else { return "." }
    defer { free(here) }
    return String(cString: here)
  }
}

/// Where a comparison keeps its files: data on the disk of the working directory, sockets where paths are short.
struct Workspace {
  let disk: String
  let sockets: String

  init() throws(BenchFailure) {
    let build = Files.workingDirectory() + "/.build"
    try Files.makeDirectory(build)
    disk = try Files.temporaryDirectory(build + "/bench")
    sockets = try Files.temporaryDirectory("/tmp/kimbench")
  }

  func remove() {
    for path in [disk, sockets] { _ = try? Child.run(["rm", "-rf", "--", path]) }
  }
}
