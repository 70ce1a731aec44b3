import Glibc
import Testing

@testable import Systemd

@Suite struct InheritedSocketsTests {
  @Test func picksByName() throws {
    #expect(try InheritedSockets.position(of: "kim", in: ["other", "kim"]) == 1)
  }

  @Test func unknownNameIsASentence() {
    let fault = #expect(throws: SystemdFault.self) {
      try InheritedSockets.position(of: "kim", in: ["unknown", "we\u{1B}b"])
    }
    let sentence = "No inherited socket bears the name “kim” (FileDescriptorName=), "
    #expect(fault?.description == sentence + "only: unknown, we\\u{1B}b.")
  }

  @Test func oneNameTwiceIsASentence() {
    let fault = #expect(throws: SystemdFault.self) {
      try InheritedSockets.position(of: "kim", in: ["kim", "kim"])
    }
    #expect(fault?.description == "2 inherited sockets bear the name “kim”; one may.")
  }

  @Test func nothingCame() async {
    await #expect(processExitsWith: .success) {
      unsetenv("LISTEN_FDS")
      let withoutAny = try InheritedSockets.descriptor(named: "kim")
      #expect(withoutAny == nil)
      setenv("LISTEN_FDS", "1", 1)
      setenv("LISTEN_PID", "1", 1)
      let forAnother = try InheritedSockets.descriptor(named: "kim")
      #expect(forAnother == nil)
    }
  }

  // Descriptors 3 and 4 may be those over which an exit test reports, or on which libdispatch waits: taking them from it
  // ends the process whenever it looks. So these two do it in a fork, which has no thread but its own.

  @Test func takesTheListeningSocketAndClosesTheRest() async {
    await #expect(processExitsWith: .exitCode(77)) {
      // Given a datagram socket called other and a listening one called kim
      let directory = try makeDirectory()
      let code = inFork {
        try handOver(names: "other:kim") {
          let other = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
          let kim = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
          try bindUnix(kim, to: directory + "/kim")
          listen(kim, 1)
          return [other, kim]
        }
        // When it is taken over
        let taken = try InheritedSockets.descriptor(named: "kim")
        // Then it is the second, not for children, and alone
        let isClosed = fcntl(3, F_GETFD) == -1
        let isForUsAlone = fcntl(4, F_GETFD) == FD_CLOEXEC
        let isOutOfEnvironment = getenv("LISTEN_FDS") == nil
        return taken == 4 && isClosed && isForUsAlone && isOutOfEnvironment ? 77 : 1
      }
      unlink(directory + "/kim")
      rmdir(directory)
      exit(code)
    }
  }

  @Test func refusesWhatDoesNotListen() async {
    await #expect(processExitsWith: .exitCode(77)) {
      let code = inFork {
        try handOver(names: "kim") { [socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)] }
        do {
          _ = try InheritedSockets.descriptor(named: "kim")
          return 1
        } catch {
          let expected = "The inherited descriptor “kim” is no listening Unix stream socket."
          return "\(error)" == expected && fcntl(3, F_GETFD) == -1 ? 77 : 2
        }
      }
      exit(code)
    }
  }
}

/// Runs a body in a fork and gives its exit code; 70 where it ended in another way.
///
/// Swift hides `fork` because threads do not survive it: just what is wanted here.
private func inFork(_ body: () throws -> Int32) -> Int32 {
  typealias Fork = @convention(c) () -> pid_t
  guard let symbol = dlsym(nil, "fork") else { return 70 }
  let child = unsafeBitCast(symbol, to: Fork.self)()
  if child == 0 { _exit((try? body()) ?? 3) }
  var status: Int32 = 0
  guard child > 0, waitpid(child, &status, 0) == child, status & 0x7F == 0 else { return 70 }
  return status >> 8 & 0xFF
}

/// Puts the sockets where the service manager would: from descriptor 3 on.
private func handOver(names: String, _ make: () throws -> [Int32]) throws {
  let high = try make().map { fcntl($0, F_DUPFD, 200) }
  for (offset, descriptor) in high.enumerated() {
    dup2(descriptor, 3 + Int32(offset))
    close(descriptor)
  }
  setenv("LISTEN_FDS", String(high.count), 1)
  setenv("LISTEN_FDNAMES", names, 1)
  setenv("LISTEN_PID", String(getpid()), 1)
}
