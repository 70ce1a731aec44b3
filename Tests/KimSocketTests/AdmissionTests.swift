import Glibc
import NIOCore
import NIOPosix
import Testing

@testable import KimSocket

@Suite(.timeLimit(.minutes(5)))
struct AdmissionTests {
  @Test func thePeerIsWhoTheKernelSays() async throws {
    try await withServer { _, service, path in
      let (first, second) = (try Peer(path), try Peer(path))
      defer { for peer in [first, second] { peer.close() } }
      await service.until { $0.opened.count == 2 }
      #expect(service.now.opened.allSatisfy { $0.uid == getuid() })
      #expect(service.now.opened.map(\.id) == [1, 2])
    }
  }

  @Test func aPeerWithoutAUidIsNotTrusted() {
    #expect(PeerCredentials.isTrusted(0) && PeerCredentials.isTrusted(1000))
    #expect(!PeerCredentials.isTrusted(65_534) && !PeerCredentials.isTrusted(.max))
    // The option answers on other sockets, too, but says nothing there.
    let udp = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    defer { Glibc.close(udp) }
    #expect(PeerCredentials.uid(of: udp) == nil)
    #expect(PeerCredentials.uid(of: -1) == nil)
    // A socket that nobody is connected to has no peer.
    let lone = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { Glibc.close(lone) }
    #expect(PeerCredentials.uid(of: lone) == nil)
  }

  @Test(arguments: [
    ("         0          0 4294967295\n", true),
    ("         0       1000          1\n", false),
    ("         0          0          1\n         1     100000      65536\n", false),
    ("0 0 4294967295\n0 0 1\n", false),
    ("", false),
  ])
  func onlyTheIdentityMapOfUidsIsTrusted(map: String, isTrusted: Bool) {
    #expect(PeerCredentials.isIdentity(map) == isTrusted)
  }

  @Test(arguments: [
    SocketLimits(connectionsPerUidMax: 2), SocketLimits(connectionsMax: 2),
  ])
  func oneTooManyIsToldAndClosed(limits: SocketLimits) async throws {
    try await withServer(limits) { server, service, path in
      let (first, second) = (try Peer(path), try Peer(path))
      defer { second.close() }
      #expect(try await first.ask("one") == "one")
      #expect(try await second.ask("two") == "two")
      // When a third comes; then it is told and closed, and the service never hears of it.
      let third = try Peer(path)
      defer { third.close() }
      #expect(try await third.rest() == ["too many connections"])
      #expect(service.now.opened.count == 2 && server.connectionCount == 2)
      // When one leaves; then there is room again.
      first.close()
      await service.until { $0.closed.count == 1 }
      let fourth = try Peer(path)
      defer { fourth.close() }
      #expect(try await fourth.ask("four") == "four")
    }
  }

  @Test func theCountsAreKeptByUid() throws {
    let roster = Roster(limits: SocketLimits(connectionsPerUidMax: 2, connectionsMax: 3))
    func admit(_ uid: UInt32) throws -> Connection {
      try roster.admit(uid: uid, make: stranger(uid))
    }
    let first = try admit(1)
    _ = try admit(1)
    #expect(throws: Roster.Refusal.ofThisUid) { try admit(1) }
    _ = try admit(2)
    #expect(throws: Roster.Refusal.ofAll) { try admit(3) }
    // Leaving twice counts once.
    roster.leave(first)
    roster.leave(first)
    #expect(roster.count == 2)
    _ = try admit(1)
    #expect(throws: Roster.Refusal.ofAll) { try admit(3) }
    roster.close {}
    #expect(throws: Roster.Refusal.closing) { try admit(2) }
  }

  private func stranger(_ uid: UInt32) -> (UInt64) -> Connection {
    { id in
      let loop = NIOSingletons.posixEventLoopGroup.next()
      return Connection(
        id: id,
        uid: uid,
        unreadMax: 1,
        eventLoop: loop,
        outbox: Outbox(eventLoop: loop)
      )
    }
  }

  @Test func withoutDescriptorsThePeerIsToldFromTheReserve() async throws {
    try await withDirectory { directory in
      // Given a listener whose queue holds two peers;
      let listener = makeListener(directory + "/s")
      defer { Glibc.close(listener) }
      #expect(fcntl(listener, F_SETFL, O_NONBLOCK) == 0)
      let (first, second) = (try Peer(directory + "/s"), try Peer(directory + "/s"))
      defer { for peer in [first, second] { peer.close() } }
      // When the guard turns away three times; then both are told, and the third finds nobody.
      do {
        let line = Array("full".utf8)
        let turned = AcceptGuard(line: line, refusals: RefusalLog(), logger: quiet)
        for _ in 0..<3 { turned.turnAway(on: listener) }
      }
      #expect(try await first.rest() == ["full"])
      #expect(try await second.rest() == ["full"])
    }
  }
}
