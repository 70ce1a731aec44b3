/// What lies in SQLite's log since it began anew: pages as they were committed, and commits.
struct LogCount {
  var pages = 0
  var commits = 0

  private static let headBytes = 32
  private static let frameHeadBytes = 24

  /// Reads a log whose writer rests; one that is empty, or holds nothing yet, counts nothing.
  init(_ path: String) throws(BenchFailure) {
    let bytes = try Files.bytes(path)
    guard bytes.count > Self.headBytes else { return }
    func number(_ at: Int) -> Int { (at..<at + 4).reduce(0) { $0 << 8 | Int(bytes[$1]) } }
    let frameBytes = Self.frameHeadBytes + number(8)
    // Frames of this round bear its two salts; those of an earlier one and zeros do not.
    let salts = bytes[16..<24]
    var at = Self.headBytes
    while at + frameBytes <= bytes.count, bytes[at + 8..<at + 16].elementsEqual(salts),
      number(at) > 0
    {
      pages += 1
      if number(at + 4) > 0 { commits += 1 }
      at += frameBytes
    }
  }
}

/// Counts the syncs of a program by standing before the C library's; where there is a compiler.
struct SyncCount {
  /// What the program must be started with.
  let variables: [String: String]
  private let file: String

  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <fcntl.h>
    #include <stdlib.h>
    #include <unistd.h>

    static void count(void) {
      static int file = -1;
      if (file < 0) file = open(getenv("KIMBENCH_SYNCS"), O_WRONLY | O_APPEND | O_CLOEXEC);
      if (write(file, ".", 1) != 1) abort();
    }

    int fdatasync(int file) {
      static int (*next)(int);
      if (!next) next = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
      count();
      return next(file);
    }

    int fsync(int file) {
      static int (*next)(int);
      if (!next) next = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
      count();
      return next(file);
    }
    """

  init(_ space: Workspace) throws(BenchFailure) {
    guard let compiler = Files.program("cc") else { throw BenchFailure("there is no C compiler") }
    let source = space.disk + "/syncs.c"
    let library = space.disk + "/syncs.so"
    // Its pages are in memory: counting must not be what is counted.
    file = "/dev/shm" + space.sockets.dropFirst("/tmp".count)
    try Files.write(Self.source, to: source)
    try Files.write("", to: file)
    _ = try Child.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"])
    variables = ["LD_PRELOAD": library, "KIMBENCH_SYNCS": file]
  }

  /// Syncs so far.
  func now() throws(BenchFailure) -> Int { try Files.bytes(file).count }

  func remove() { _ = try? Child.run(["rm", "-f", "--", file]) }
}
