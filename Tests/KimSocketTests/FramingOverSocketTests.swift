import Glibc
import KimSocket
import Testing

@Suite(.timeLimit(.minutes(5)))
struct FramingOverSocketTests {
  @Test func linesAreAnswered() async throws {
    try await withServer { _, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      #expect(try await peer.ask("hello") == "hello")
      #expect(try await peer.ask("with return\r") == "with return")
      // Empty lines and silent ones give nothing; pipelined ones come in order.
      try await peer.send("\n\r\nsilent:x\na\nb\n")
      #expect(try await peer.line() == "a")
      #expect(try await peer.line() == "b")
      #expect(service.now.started == ["hello", "with return", "silent:x", "a", "b"])
    }
  }

  @Test func aLineInManyPiecesIsOneLine() async throws {
    try await withServer(SocketLimits(lineSecondsMax: 60)) { _, _, path in
      let peer = try Peer(path)
      defer { peer.close() }
      for byte in Array("dripping".utf8) { try await peer.send([byte]) }
      try await peer.send("\n")
      #expect(try await peer.line() == "dripping")
      // One as long as the limit allows comes back whole.
      let long = String(repeating: "y", count: 1_048_575)
      #expect(try await peer.ask(long) == long)
    }
  }

  @Test func anOversizeLineIsToldInOrderAndSkipped() async throws {
    try await withServer(SocketLimits(lineBytesMax: 1000)) { _, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      // Given a request that is not answered yet; when an oversize line and a good one follow;
      try await peer.send("late:1\n" + String(repeating: "x", count: 200_000) + "\ngood\n")
      await service.until { $0.started.contains("good") }
      service.release("late:1")
      // Then the error stands between the two replies.
      #expect(try await peer.line() == "late:1")
      #expect(try await peer.line() == "line too long")
      #expect(try await peer.line() == "good")
    }
  }

  @Test func twoOversizeLinesInARowClose() async throws {
    try await withServer(SocketLimits(lineBytesMax: 1000)) { _, service, path in
      let peer = try Peer(path)
      defer { peer.close() }
      let long = String(repeating: "x", count: 2000) + "\n"
      try await peer.send("late:1\n" + long + long + "never started\n")
      await service.until { $0.started.contains("late:1") }
      service.release("late:1")
      #expect(try await peer.rest() == ["late:1", "line too long"])
      #expect(service.now.started == ["late:1"])
    }
  }

  @Test func manyEmptyLinesClose() async throws {
    try await withServer(SocketLimits(emptyLinesMax: 10)) { _, _, path in
      let peer = try Peer(path)
      defer { peer.close() }
      #expect(try await peer.ask(String(repeating: "\n", count: 9) + "still here") == "still here")
      try await peer.send(String(repeating: "\n", count: 10) + "gone\n")
      #expect(try await peer.rest().isEmpty)
    }
  }

  @Test func aStartedLineHasToBeFinishedButIdlingIsFree() async throws {
    try await withServer(SocketLimits(lineSecondsMax: 1)) { server, service, path in
      // Given one peer that idles, one in the midst of a line, and one in an oversize line;
      let (idle, half, endless) = (try Peer(path), try Peer(path), try Peer(path))
      defer { for peer in [idle, half, endless] { peer.close() } }
      #expect(try await idle.ask("first") == "first")
      try await half.send("done\nhal")
      try await endless.send([UInt8](repeating: 120, count: 1_100_000))
      // When the time is over; then the two are closed and the idle one is not.
      #expect(try await half.rest() == ["done"])
      #expect(try await endless.rest() == ["line too long"])
      await service.until { $0.closed.count == 2 }
      #expect(server.connectionCount == 1)
      #expect(try await idle.ask("second") == "second")
    }
  }

  @Test func theTimeRunsForEachLineAnew() async throws {
    try await withServer(SocketLimits(lineSecondsMax: 5)) { _, service, path in
      // Given a peer that is always in the midst of a line, but never long in the same one;
      let (lively, half) = (try Peer(path), try Peer(path))
      defer { for peer in [lively, half] { peer.close() } }
      try await lively.send("a")
      await service.until { $0.opened.count == 2 }
      try await half.send("hal")
      // When another's half line has run out of time; then the lively one is still served. Five seconds, for on a busy
      // machine this very loop may stand still for more than one.
      while service.now.closed.isEmpty {
        try await lively.send("b\na")
        #expect(try await lively.line() == "ab")
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(try await lively.ask("c") == "ac")
    }
  }

  @Test func aLineThatIsNotReadDoesNotRunOutOfTime() async throws {
    let limits = SocketLimits(unreadReplyBytesMax: 1_000_000, lineSecondsMax: 1)
    try await withServer(limits) { _, service, path in
      // Given a peer with a half line that is not read any more, for too much is unread;
      let (waiting, half) = (try Peer(path), try Peer(path))
      defer { for peer in [waiting, half] { peer.close() } }
      try await waiting.send("first\nhal")
      #expect(try await waiting.line() == "first")
      let pushed = [UInt8](repeating: 112, count: 3_000_000)
      for connection in service.now.opened where connection.id == 1 { connection.push(pushed) }
      // When another peer's half line, begun later, has run out of time;
      try await half.send("hal")
      #expect(try await half.rest().isEmpty)
      // Then the first one may still finish.
      #expect(try await waiting.line()?.utf8.count == 3_000_000)
      #expect(try await waiting.ask("f") == "half")
    }
  }

  @Test func receivedDescriptorsDoNotStay() async throws {
    try await withServer { _, _, path in
      let peer = try Peer(path)
      defer { peer.close() }
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      // When the writing end of a pipe is sent along with a line and closed here;
      let (reader, writer) = (ends[0], ends[1])
      #expect(sendDescriptor(writer, with: "line\n", over: peer.descriptor) == 5)
      Glibc.close(writer)
      #expect(try await peer.line() == "line")
      // Then nobody holds it any more: the reading end ends.
      let count = try await peer.run {
        var byte: UInt8 = 0
        return read(reader, &byte, 1)
      }
      #expect(count == 0)
      Glibc.close(reader)
    }
  }

  private func sendDescriptor(_ passed: Int32, with text: String, over socket: Int32) -> Int {
    // struct cmsghdr {length, level, type} and one descriptor, padded to eight bytes.
    var control: [Int32] = [20, 0, SOL_SOCKET, Int32(SCM_RIGHTS), passed, 0]
    var bytes = Array(text.utf8)
    return bytes.withUnsafeMutableBytes { bytes in
      control.withUnsafeMutableBytes { control in
        var vector = iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)
        return withUnsafeMutablePointer(to: &vector) { vector in
          var message = msghdr()
          message.msg_iov = vector
          message.msg_iovlen = 1
          message.msg_control = control.baseAddress
          message.msg_controllen = control.count
          return sendmsg(socket, &message, 0)
        }
      }
    }
  }
}
