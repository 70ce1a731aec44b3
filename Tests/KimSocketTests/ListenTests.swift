import Glibc
import KimSocket
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ListenTests {
  private func fault(_ address: ListenAddress) async throws -> ListenFault? {
    let server = SocketServer(limits: SocketLimits(), service: StubService(), logger: quiet)
    do {
      try await server.start(address)
    } catch let fault as ListenFault {
      #expect(!fault.sentence.isEmpty && server.path == nil)
      return fault
    }
    await server.drain(within: .zero)
    return nil
  }

  private func mode(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode : nil
  }

  private func entries(_ directory: String) -> Int {
    var count = 0
    guard let stream = opendir(directory) else { return -1 }
    defer { closedir(stream) }
    while readdir(stream) != nil { count += 1 }
    return count - 2
  }

  @Test func thePathIsMadeWithItsModeAndRemoved() async throws {
    try await withDirectory { directory in
      for wanted: UInt16 in [0o600, 0o660, 0o666] {
        let server = SocketServer(limits: SocketLimits(), service: StubService(), logger: quiet)
        try await server.start(.path(directory + "/s", mode: wanted))
        // The umask has no say, and no temporary name is left.
        #expect(mode(directory + "/s") == S_IFSOCK | mode_t(wanted))
        #expect(entries(directory) == 1)
        #expect(server.path == directory + "/s")
        await server.drain(within: .seconds(5))
        #expect(entries(directory) == 0)
        #expect(server.path == nil && server.connectionCount == 0)
      }
    }
  }

  @Test func aPathOfTheLongestKindWorksAndALongerOneDoesNot() async throws {
    try await withDirectory { directory in
      let longest = directory + "/" + String(repeating: "n", count: 107 - directory.utf8.count - 1)
      let service = StubService()
      let server = SocketServer(limits: SocketLimits(), service: service, logger: quiet)
      try await server.start(.path(longest, mode: 0o600))
      let peer = try Peer(longest)
      #expect(try await peer.ask("hello") == "hello")
      peer.close()
      await server.drain(within: .seconds(5))
      #expect(try await fault(.path(longest + "n", mode: 0o600)) == .pathTooLong(limit: 107))
    }
  }

  @Test func whatStandsAtThePathIsNotTouched() async throws {
    try await withDirectory { directory in
      // Given a file, a directory, a pipe, a link to nothing and a link to a live socket;
      Glibc.close(open(directory + "/file", O_CREAT | O_WRONLY, 0o600))
      mkdir(directory + "/dir", 0o700)
      mkfifo(directory + "/fifo", 0o600)
      symlink(directory + "/nothing", directory + "/dangling")
      let live = makeListener(directory + "/live")
      defer { Glibc.close(live) }
      symlink(directory + "/live", directory + "/link")
      // Then each is refused by its name and stays.
      let expected: [(String, ListenFault)] = [
        ("file", .pathIsNotASocket), ("dir", .pathIsNotASocket), ("fifo", .pathIsNotASocket),
        ("dangling", .pathIsSymlink), ("link", .pathIsSymlink), ("live", .inUse),
        ("", .pathIsNotASocket), ("..", .pathIsNotASocket), ("missing/s", .noDirectory),
        ("file/s", .noDirectory), ("nul\0byte", .other(errno: EINVAL)),
      ]
      for (name, fault) in expected {
        #expect(try await self.fault(.path("\(directory)/\(name)", mode: 0o600)) == fault)
      }
      #expect(entries(directory) == 6)
      try Peer(directory + "/live").close()
    }
  }

  @Test func aSecondServerFindsThePathInUse() async throws {
    try await withServer { _, _, path in
      #expect(try await fault(.path(path, mode: 0o600)) == .inUse)
      let peer = try Peer(path)
      defer { peer.close() }
      #expect(try await peer.ask("undisturbed") == "undisturbed")
    }
  }

  @Test func aStaleSocketIsReplaced() async throws {
    try await withDirectory { directory in
      // Given a socket file that a killed daemon left behind;
      let stale = makeListener(directory + "/s")
      Glibc.close(stale)
      #expect(mode(directory + "/s") != nil)
      // When a server starts there; then it serves.
      let server = SocketServer(limits: SocketLimits(), service: StubService(), logger: quiet)
      try await server.start(.path(directory + "/s", mode: 0o600))
      let peer = try Peer(directory + "/s")
      #expect(try await peer.ask("hello") == "hello")
      peer.close()
      await server.drain(within: .seconds(5))
      #expect(entries(directory) == 0)
    }
  }

  @Test func anInheritedSocketIsServedAndLeftAlone() async throws {
    try await withDirectory { directory in
      let path = directory + "/s"
      let inherited = makeListener(path)
      defer { Glibc.close(inherited) }
      let server = SocketServer(limits: SocketLimits(), service: StubService(), logger: quiet)
      try await server.start(.descriptor(dup(inherited)))
      #expect(server.path == path)
      let peer = try Peer(path)
      #expect(try await peer.ask("hello") == "hello")
      peer.close()
      await server.drain(within: .seconds(5))
      // The file is there and connections still wait in its queue.
      let waiting = try Peer(path)
      waiting.close()
    }
  }

  @Test func onlyAListeningUnixSocketIsInherited() async throws {
    let notListening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let datagram = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    let inet = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #expect(listen(inet, 1) == 0)
    // A listening socket without a bound name gets an abstract one from some callers; here none.
    let abstract = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let bound = withAddress("") { address, _ in
      bind(abstract, address, socklen_t(MemoryLayout<sa_family_t>.size))
    }
    #expect(bound == 0 && listen(abstract, 1) == 0)
    for descriptor in [notListening, datagram, inet, abstract] {
      #expect(try await fault(.descriptor(descriptor)) == .descriptorUnfit)
      // It stays with its owner.
      #expect(Glibc.close(descriptor) == 0)
    }
    #expect(try await fault(.descriptor(-1)) == .descriptorUnfit)
  }

  @Test func aServerStartsOnce() async throws {
    try await withServer { server, _, path in
      await #expect(throws: ListenFault.alreadyStarted) {
        try await server.start(.path(path + "2", mode: 0o600))
      }
    }
  }
}
