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

  // Descriptor 3 may be the one over which an exit test reports; so these two only use their exit code.

  @Test func takesTheListeningSocketAndClosesTheRest() async {
    await #expect(processExitsWith: .exitCode(77)) {
      // Given a datagram socket called other and a listening one called kim
      let directory = try makeDirectory()
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
      unlink(directory + "/kim")
      rmdir(directory)
      exit(taken == 4 && isClosed && isForUsAlone && isOutOfEnvironment ? 77 : 1)
    }
  }

  @Test func refusesWhatDoesNotListen() async {
    await #expect(processExitsWith: .exitCode(77)) {
      try handOver(names: "kim") { [socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)] }
      do {
        _ = try InheritedSockets.descriptor(named: "kim")
        exit(1)
      } catch {
        let expected = "The inherited descriptor “kim” is no listening Unix stream socket."
        exit("\(error)" == expected && fcntl(3, F_GETFD) == -1 ? 77 : 2)
      }
    }
  }
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
