import Glibc
import KimSocket
import Testing

@Suite(.timeLimit(.minutes(5)))
struct DrainTests {
  @Test func whatIsInFlightIsAnsweredAndNothingElse() async throws {
    try await withServer { server, service, path in
      let (busy, idle) = (try Peer(path), try Peer(path))
      defer { for peer in [busy, idle] { peer.close() } }
      #expect(try await idle.ask("hello") == "hello")
      try await busy.send("late:1\nlate:2\n")
      await service.until { $0.late.count == 2 }
      // When the server drains;
      async let drained: Void = server.drain(within: .seconds(30))
      // Then the idle peer is closed, the path is gone, and no new line is started;
      #expect(try await idle.rest().isEmpty)
      #expect(throws: Peer.Failed.self) { try Peer(path) }
      try await busy.send("too late\n")
      service.release("late:2")
      service.release("late:1")
      #expect(try await busy.rest() == ["late:1", "late:2"])
      await drained
      #expect(!service.now.started.contains("too late"))
      #expect(service.now.closed.count == 2)
    }
  }

  @Test func aLongReplyIsReadToItsEnd() async throws {
    try await withServer { server, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      try await peer.send("big:4000000\n")
      await service.until { $0.started.count == 1 }
      async let drained: Void = server.drain(within: .seconds(30))
      #expect(try await peer.rest().map(\.utf8.count) == [4_000_000])
      await drained
    }
  }

  @Test func theTimeLimitEndsIt() async throws {
    try await withServer { server, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      try await peer.send("late:1\n")
      await service.until { $0.late.count == 1 }
      await server.drain(within: .milliseconds(50))
      #expect(try await peer.rest().isEmpty)
      #expect(service.now.closed.count == 1)
      // An answer after the end goes nowhere, from whatever thread, and a second drain is nothing.
      service.release("late:1")
      service.now.opened.first?.push(Array("nobody".utf8))
      await server.drain(within: .seconds(1))
    }
  }

  @Test func manyPeersWithRequestsUnderWayAreAllAnsweredInFull() async throws {
    try await withServer { server, service, path in
      // Given twenty peers, each with a pipeline that another thread answers;
      let peers = try (0..<20).map { _ in try Peer(path) }
      defer { for peer in peers { peer.close() } }
      let lines = (0..<10).map { "off:\($0)" }
      for peer in peers { try await peer.send(lines.joined(separator: "\n") + "\n") }
      await service.until { $0.started.count == 200 }
      await server.drain(within: .seconds(30))
      // Then each of them has every reply.
      for peer in peers { #expect(try await peer.rest() == lines) }
    }
  }
}
