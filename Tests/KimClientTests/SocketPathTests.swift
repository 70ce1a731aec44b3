import Glibc
import KimAPI
import Testing

@testable import KimClient

@Suite("Finding and trusting the socket", .timeLimit(.minutes(5)))
struct SocketPathTests {
  @Test("The path named wins, then the variable, then the system's; empty names none")
  func order() {
    let local = SocketPath.isOurs(SocketPath.local) ? SocketPath.local : SocketPath.system
    #expect(SocketPath.resolve(explicit: "/a", environment: { _ in "/b" }) == "/a")
    #expect(SocketPath.resolve(explicit: "", environment: { _ in "/b" }) == "/b")
    #expect(SocketPath.resolve(explicit: nil, environment: { _ in "" }) == local)
    #expect(SocketPath.resolve(explicit: nil, environment: { _ in nil }) == local)
  }

  @Test("Root, we and the owners of directory and socket are trusted; nobody else is")
  func trust() {
    func trusts(_ uid: UInt32, _ directory: UInt32?, _ socket: UInt32?) -> Bool {
      Wire.isTrusted(uid: uid, own: 1000, directoryOwner: directory, socketOwner: socket)
    }
    #expect(trusts(0, 1001, nil))
    #expect(trusts(1000, nil, nil))
    #expect(trusts(998, 998, nil))
    #expect(trusts(998, 0, 998))
    #expect(!trusts(1001, 998, nil))
    #expect(!trusts(1001, 0, 998))
    #expect(!trusts(1001, nil, nil))
  }

  @Test("The owner of a socket counts only where nobody else could have put it there")
  func socketOwner() throws {
    let directory = try FakeDaemon.makeDirectory()
    defer { rmdir(directory) }
    let file = directory + "/kimd.sock"
    #expect(SocketPath.socketOwner(of: file) == nil)
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #expect(bind(descriptor, file) == 0)
    defer { unlink(file) }
    close(descriptor)
    chmod(directory, 0o755)
    #expect(SocketPath.socketOwner(of: file) == geteuid())
    chmod(directory, 0o1777)
    #expect(SocketPath.socketOwner(of: file) == nil)
    chmod(directory, 0o700)
    #expect(SocketPath.socketOwner(of: directory) == nil)
  }

  @Test(
    "The directory of a path",
    arguments: [("/run/kimd/kimd.sock", "/run/kimd"), ("kimd.sock", "."), ("/kimd.sock", "/")]
  )
  func directory(path: String, expected: String) {
    #expect(SocketPath.directory(of: path) == expected)
  }

  @Test("Nothing there, no socket, nobody listening and a path too long are told apart")
  func diagnoses() throws {
    let directory = try FakeDaemon.makeDirectory()
    defer { rmdir(directory) }
    let file = directory + "/kimd.sock"
    #expect(failure(file) == .noSocket(path: file))
    close(creat(file, 0o600))
    #expect(failure(file) == .notASocket(path: file))
    unlink(file)
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #expect(bind(descriptor, file) == 0)
    #expect(failure(file) == .refused(path: file))
    close(descriptor)
    unlink(file)
    let long = directory + "/" + String(repeating: "a", count: 107)
    #expect(failure(long) == .pathTooLong(path: long))
  }

  private func bind(_ descriptor: Int32, _ path: String) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(descriptor, $0, size)
      }
    }
  }

  private func failure(_ path: String) -> ClientError? {
    do throws(ClientError) {
      try Connection(ClientOptions(socketPath: path)).connect()
      return nil
    } catch {
      return error
    }
  }

  @Test("Pauses grow to their bound and are never the same for all")
  func backoff() {
    var generator = SystemRandomNumberGenerator()
    for attempt in 0..<20 {
      let pause = Backoff.pause(attempt: attempt, using: &generator)
      #expect(pause >= .milliseconds(25) && pause <= Backoff.longest)
    }
    #expect(Backoff.pause(attempt: 19, using: &generator) >= .seconds(1))
  }

  @Test("A deadline is rounded up for poll and never negative")
  func deadline() {
    #expect(Deadline.milliseconds(.microseconds(1)) == 1)
    #expect(Deadline.milliseconds(.seconds(2)) == 2000)
    #expect(Deadline(after: .seconds(-1)).isOver)
    #expect(Deadline.milliseconds(.seconds(Int64.max / 2)) == 2_000_000_000)
  }

  @Test("Keys begin with the time, so that they grow, and are never the same twice")
  func keys() {
    let keys = (0..<100).map { _ in Request.freshKey() }
    #expect(Set(keys).count == 100)
    #expect(keys.allSatisfy { $0.utf8.count == 32 && Token($0) != nil })
    #expect(keys.map { $0.prefix(16) } == keys.map { $0.prefix(16) }.sorted())
  }
}
