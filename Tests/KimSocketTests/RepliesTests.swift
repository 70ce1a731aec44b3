import Glibc
import KimSocket
import Testing

@Suite(.timeLimit(.minutes(5)))
struct RepliesTests {
  @Test func repliesKeepTheOrderOfTheRequests() async throws {
    try await withServer { _, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      try await peer.send("late:1\nnow\nlate:2\noff:x\nsilent:\nlate:3\n")
      await service.until { $0.late.count == 3 }
      for name in ["late:3", "late:2", "late:1"] { service.release(name) }
      for expected in ["late:1", "now", "late:2", "off:x", "late:3"] {
        #expect(try await peer.line() == expected)
      }
    }
  }

  @Test func aThousandPipelinedLinesFromAnotherThreadComeInOrder() async throws {
    try await withServer(SocketLimits(inFlightMax: 8)) { _, _, path in
      let peer = try Peer(path)
      defer { peer.close() }
      // Given far more lines than may be in flight, in one piece, and the peer's end of input;
      let lines = (0..<1000).map { "off:\($0)" }
      try await peer.send(lines.joined(separator: "\n") + "\n")
      peer.endInput()
      // Then all of them are answered before the connection ends.
      #expect(try await peer.rest() == lines)
    }
  }

  @Test func aHalfClosedPeerGetsAllItsReplies() async throws {
    try await withServer { server, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      try await peer.send("a\nlate:b\nbig:3000000\nunfinished")
      peer.endInput()
      await service.until { $0.started.count == 3 }
      service.release("late:b")
      let lines = try await peer.rest()
      #expect(lines.map(\.utf8.count) == [1, 6, 3_000_000])
      await service.until { $0.closed.count == 1 }
      #expect(server.connectionCount == 0)
    }
  }

  @Test func noMoreThanTheLimitIsInFlight() async throws {
    try await withServer(SocketLimits(inFlightMax: 4)) { _, service, path in
      let (peer, other) = (try Peer(path), try Peer(path))
      defer { for peer in [peer, other] { peer.close() } }
      let lines = (0..<10).map { "late:\($0)" }
      try await peer.send(lines.joined(separator: "\n") + "\n")
      await service.until { $0.started.count == 4 }
      // The loop goes on for others, and starts no fifth for this one.
      #expect(try await other.ask("still served") == "still served")
      #expect(service.now.late.count == 4)
      // A reply in the wrong order frees nothing; the one in front does.
      service.release("late:1")
      #expect(try await other.ask("again") == "again")
      #expect(service.now.late.count == 3)
      service.release("late:0")
      await service.until { $0.started.contains("late:5") }
      for line in lines.dropFirst(2) {
        await service.until { $0.late[line] != nil }
        service.release(line)
      }
      for line in lines { #expect(try await peer.line() == line) }
    }
  }

  @Test func aSlowReaderIsNotReadFromAndLosesNothing() async throws {
    let unread = 65_536
    try await withServer(SocketLimits(unreadReplyBytesMax: unread)) { _, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      // Given a peer that asks and asks and never reads, until the server takes no more;
      try peer.setTimeout(SO_SNDTIMEO, milliseconds: 300)
      let line = Array("big:30000\n".utf8)
      let sent = try await peer.run { [descriptor = peer.descriptor] in
        var sent = 0
        while Glibc.send(descriptor, line, line.count, Int32(MSG_NOSIGNAL)) == line.count {
          sent += 1
        }
        return sent
      }
      // Then only as many were started as fill the kernel's buffer and the limit.
      let started = service.now.started.count
      #expect(started < 64 && sent > 2 * started)
      #expect(service.now.opened.first?.isWritable == false)
      // And when it reads at last, every reply comes, and it is read from again.
      for _ in 0..<sent {
        guard try await peer.line()?.utf8.count == 30_000 else {
          Issue.record("a reply is missing")
          return
        }
      }
      #expect(try await peer.ask("again") == "again")
    }
  }

  @Test func aWriteWithoutProgressCloses() async throws {
    try await withServer(SocketLimits(writeStallSecondsMax: 1)) { server, service, path in
      let (stuck, other) = (try Peer(path), try Peer(path))
      defer { for peer in [stuck, other] { peer.close() } }
      try await stuck.send("big:3000000\n")
      await service.until { $0.closed.count == 1 }
      #expect(server.connectionCount == 1)
      #expect(try await other.ask("fine") == "fine")
    }
  }

  @Test func aPeerThatDiesInMidReplyHarmsNobody() async throws {
    try await withServer { server, service, path in
      let (dying, other) = (try Peer(path), try Peer(path))
      defer { other.close() }
      // Given a peer that gets a long reply and waits for another; when it dies;
      try await dying.send("big:4000000\nlate:1\n")
      await service.until { $0.opened.count == 2 && $0.started.count >= 1 }
      _ = try await dying.run { [descriptor = dying.descriptor] in
        var bytes = [UInt8](repeating: 0, count: 1000)
        return read(descriptor, &bytes, bytes.count)
      }
      dying.close()
      await service.until { $0.closed.count == 1 }
      // Then its late answer falls to the ground and the others are served.
      service.release("late:1")
      #expect(try await other.ask("fine") == "fine")
      #expect(server.connectionCount == 1)
    }
  }

  @Test func pushesComeBetweenReplies() async throws {
    try await withServer { _, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      #expect(try await peer.ask("first") == "first")
      let connection = try #require(service.now.opened.first)
      try await peer.send("late:1\n")
      await service.until { $0.late.count == 1 }
      for number in 0..<100 { connection.push(Array("push \(number)".utf8)) }
      for number in 0..<100 { #expect(try await peer.line() == "push \(number)") }
      // A push overtakes no reply that was given before it, though that one has to wait.
      try await peer.send("late:2\n")
      await service.until { $0.late.count == 2 }
      service.release("late:2")
      connection.push(Array("last".utf8))
      service.release("late:1")
      for expected in ["late:1", "late:2", "last"] { #expect(try await peer.line() == expected) }
    }
  }

  @Test func aPusherLearnsWhenThePeerReadsAgain() async throws {
    try await withServer(SocketLimits(unreadReplyBytesMax: 100_000)) { _, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      #expect(try await peer.ask("hello") == "hello")
      let connection = try #require(service.now.opened.first)
      #expect(connection.isWritable)
      // When a megabyte is pushed and not read; then it is not writable;
      let line = [UInt8](repeating: 112, count: 99_999)
      for _ in 0..<10 { connection.push(line) }
      #expect(!connection.isWritable)
      async let writable: Void = withCheckedContinuation { continuation in
        connection.whenWritable { continuation.resume() }
      }
      // And when the peer reads, the waiter is called.
      for _ in 0..<10 { #expect(try await peer.line()?.utf8.count == 99_999) }
      await writable
      #expect(connection.isWritable)
      // Closing calls waiters, too, and swallows what comes after.
      for _ in 0..<10 { connection.push(line) }
      async let closed: Void = withCheckedContinuation { continuation in
        connection.whenWritable { continuation.resume() }
      }
      connection.close()
      await closed
      connection.push(line)
      #expect(connection.isWritable)
    }
  }

  @Test func aPusherWhoDoesNotAskLosesThePeer() async throws {
    try await withServer(SocketLimits(unreadReplyBytesMax: 10_000)) { _, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      await service.until { $0.opened.count == 1 }
      let connection = try #require(service.now.opened.first)
      // When far more is pushed than the kernel and the bound take together;
      let line = [UInt8](repeating: 112, count: 99_999)
      for _ in 0..<100 { connection.push(line) }
      // Then the connection is closed and most was never kept.
      await service.until { $0.closed.count == 1 }
      #expect(try await peer.rest().count < 20)
    }
  }

  @Test func closingWritesWhatWasGivenBefore() async throws {
    try await withServer { _, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      #expect(try await peer.ask("hello") == "hello")
      let connection = try #require(service.now.opened.first)
      connection.push(Array("good bye".utf8))
      connection.close()
      #expect(try await peer.rest() == ["good bye"])
      await service.until { $0.closed == [connection.id] }
      #expect(connection.isClosed)
    }
  }
}
