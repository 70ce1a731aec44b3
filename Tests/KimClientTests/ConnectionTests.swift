import KimAPI
import Testing

@testable import KimClient

@Suite("Connection", .timeLimit(.minutes(5)))
struct ConnectionTests {
  private let receipt: JSON = [
    "id": "00000000-0000-0000-0000-000000000001", "rev": 2, "state": "closed",
    "_meta": ["seq": 7, "replayed": false, "warnings": []],
  ]
  private let close = CaseClose.Params(
    id: .id(ID(high: 0, low: 1)),
    ifRev: 1,
    reason: .movedAway
  )

  private func answerClose(
    _ daemon: FakeDaemon,
    retries: Int = 8
  ) async throws
    -> Answer<Receipt<Case>>
  {
    let (path, close) = (daemon.path, close)
    return try await blocking {
      try Connection(ClientOptions(socketPath: path, retries: retries)).answer(
        CaseClose.self,
        close
      )
    }
  }

  @Test("A reply that comes in pieces after a notification is read whole")
  func splitReply() async throws {
    let receipt = receipt
    let daemon = try FakeDaemon([
      { peer in
        let request = peer.read()
        peer.send(["jsonrpc": "2.0", "method": "watch.event", "params": ["watch": 1]])
        let reply: JSON = ["jsonrpc": "2.0", "id": request?["id"] ?? .null, "result": receipt]
        let bytes = JSONText.encode(reply) + [10]
        for byte in bytes { peer.send([byte]) }
        peer.read()
      }
    ])
    let answer = try await answerClose(daemon)
    #expect(answer.output.rev == 2)
    #expect(answer.meta?.seq == 7)
    let request = try #require(daemon.requests.first)
    #expect(request["id"]?.text == "kimclient:case.close#1")
    #expect(request["params"]?["reason"] == "moved_away")
    #expect(request["params"]?["_meta"]?["idempotencyKey"]?.text?.utf8.count == 32)
  }

  @Test("Notifications before a reply are kept for whoever asks")
  func notificationsAreKept() async throws {
    let daemon = try FakeDaemon([
      { peer in
        let request = peer.read()
        peer.send(["jsonrpc": "2.0", "method": "watch.event", "params": ["watch": 1]])
        peer.answer(request, ["watch": 1, "seq": 4])
        peer.send(["jsonrpc": "2.0", "method": "watch.event", "params": ["watch": 2]])
        peer.read()
      }
    ])
    let path = daemon.path
    let watches = try await blocking {
      let client = Connection(ClientOptions(socketPath: path))
      _ = try client.call("watch.open", params: ["topics": ["case"]])
      let first = try client.nextNotification(within: .seconds(5))
      let second = try client.nextNotification(within: .seconds(5))
      return [first, second].map { $0?["params"]?["watch"] }
    }
    #expect(watches == [1, 2])
  }

  @Test("A write whose connection breaks is sent again with the same key")
  func retryKeepsKey() async throws {
    let receipt = receipt
    let busy = Fault(.notReady, "starting", [.init("retryAfterMs", 1)])
    let daemon = try FakeDaemon([
      { peer in peer.read() },
      { peer in
        peer.refuse(peer.read(), busy)
        peer.answer(peer.read(), receipt)
        peer.read()
      },
    ])
    #expect(try await answerClose(daemon).output.rev == 2)
    let keys = daemon.requests.map { $0["params"]?["_meta"]?["idempotencyKey"]?.text }
    #expect(keys.count == 3)
    #expect(Set(keys).count == 1 && keys[0] != nil)
  }

  @Test("A daemon that closes with its reason is heard, and a new connection is made")
  func closingReason() async throws {
    let receipt = receipt
    let daemon = try FakeDaemon([
      { peer in peer.send(["jsonrpc": "2.0", "id": .null, "error": Self.full.json]) },
      { peer in
        peer.answer(peer.read(), receipt)
        peer.read()
      },
    ])
    #expect(try await answerClose(daemon).output.rev == 2)
  }

  private static let full = Fault(.tooManyConnections, "full", [.init("retryAfterMs", 1)])

  @Test("A write that was sent and never answered says that its outcome is unknown")
  func unknownOutcome() async throws {
    let daemon = try FakeDaemon([{ peer in peer.read() }])
    let failure = await #expect(throws: CallFailure.self) {
      _ = try await answerClose(daemon, retries: 0)
    }
    guard case .transport(.unknownOutcome(let key, because: .connectionLost))? = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(daemon.requests.first?["params"]?["_meta"]?["idempotencyKey"]?.text == key)
  }

  @Test("A daemon that never answers is left at the deadline")
  func lateReply() async throws {
    let daemon = try FakeDaemon([
      { peer in
        peer.read()
        peer.read()
      }
    ])
    let path = daemon.path
    let failure = await #expect(throws: CallFailure.self) {
      try await blocking {
        _ = try Connection(ClientOptions(socketPath: path)).call(
          "rpc.hello",
          timeout: .milliseconds(50)
        )
      }
    }
    #expect(failure == .transport(.silent))
  }

  @Test("A backup is never started twice by a retry")
  func longMethodsAreNotRepeated() async throws {
    let daemon = try FakeDaemon([{ peer in peer.read() }, { peer in peer.read() }])
    let path = daemon.path
    let failure = await #expect(throws: CallFailure.self) {
      try await blocking {
        let client = Connection(ClientOptions(socketPath: path))
        _ = try client.call("daemon.backup", params: ["to": "/backup"])
      }
    }
    #expect(failure == .transport(.connectionLost))
    #expect(daemon.requests.count == 1)
  }

  @Test(
    "What is no reply is refused",
    arguments: [
      "no JSON\n", "{\"jsonrpc\":\"2.0\",\"id\":\"another\",\"result\":{}}\n",
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":[]}\n", "{\"id\":null,\"result\":{}}\n", "[]\n",
    ]
  )
  func garbage(line: String) async throws {
    let daemon = try FakeDaemon([
      { peer in
        peer.read()
        peer.send(Array(line.utf8))
        peer.read()
      }
    ])
    let path = daemon.path
    let failure = await #expect(throws: CallFailure.self) {
      try await blocking { _ = try Connection(ClientOptions(socketPath: path)).call("rpc.hello") }
    }
    #expect(failure == .transport(.malformedReply))
  }

  @Test("A reply without end is refused at 4 MiB")
  func oversizeReply() async throws {
    let daemon = try FakeDaemon([
      { peer in
        peer.read()
        let piece = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
        for _ in 0..<5 { peer.send(piece) }
        peer.read()
      }
    ])
    let path = daemon.path
    let failure = await #expect(throws: CallFailure.self) {
      try await blocking { _ = try Connection(ClientOptions(socketPath: path)).call("rpc.hello") }
    }
    #expect(failure == .transport(.replyTooLong))
  }

  @Test("Faults keep their kind; unknown kinds are kept as text")
  func faults() async throws {
    let daemon = try FakeDaemon([
      { peer in
        peer.refuse(peer.read(), Fault.notFound("case"))
        let request = peer.read()
        peer.send([
          "jsonrpc": "2.0", "id": request?["id"] ?? .null,
          "error": ["code": 1999, "message": "new", "data": ["kind": "brand_new", "x": 1]],
        ])
        peer.read()
      }
    ])
    let path = daemon.path
    let failures = try await blocking {
      let client = Connection(ClientOptions(socketPath: path))
      return [0, 1].map { _ -> CallFailure? in
        do throws(CallFailure) {
          _ = try client.call("case.show")
          return nil
        } catch {
          return error
        }
      }
    }
    #expect(
      failures == [
        .fault(.notFound("case")),
        .unknownFault(kind: "brand_new", message: "new", data: ["kind": "brand_new", "x": 1]),
      ]
    )
  }

  @Test("A request that kimd would not read is not sent")
  func oversizeRequest() async throws {
    let text = String(repeating: "a", count: 1 << 20)
    let failure = #expect(throws: CallFailure.self) {
      _ = try Connection(ClientOptions(socketPath: "/nowhere")).call(
        "case.note",
        params: ["a": .string(text)]
      )
    }
    #expect(failure == .transport(.requestTooLong))
  }
}
