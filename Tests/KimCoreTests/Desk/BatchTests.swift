import KimAPI
import KimTestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct BatchTests {
  private static func hello(_ id: Int) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"rpc.hello"}"#
  }

  private static func register(_ id: Int, in municipality: String) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"client.register","params":{"municipality":"\#(municipality)"}}"#
  }

  @Test func `a batch holds one to 64 requests`() async throws {
    try await Office.openEmpty { office in
      let most = "[" + (1...64).map(Self.hello).joined(separator: ",") + "]"
      let replies = try #require(try await office.wire(most).items)
      #expect(replies.map { $0["id"]?.integer } == (1...64).map { Int64($0) })
      let more = "[" + (1...65).map(Self.hello).joined(separator: ",") + "]"
      for line in [more, "[]"] {
        let reply = try await office.wire(line)
        #expect(reply.errorKind == "invalid_request" && reply["id"] == .null)
      }
    }
  }

  @Test func `a batch of 65 executes nothing`() async throws {
    try await Office.open { office in
      let line = "[" + (1...65).map { Self.register($0, in: "nord") }.joined(separator: ",") + "]"
      #expect(try await office.wire(line).errorKind == "invalid_request")
      let first = try await office.call(
        ClientRegister.self,
        .init(municipality: #require(Slug("nord")))
      )
      #expect(first.number.serial == 1)
    }
  }

  @Test func `a batch is not atomic: what fails takes nothing along`() async throws {
    try await Office.open { office in
      let lines = [
        Self.register(1, in: "nord"), Self.register(2, in: "nowhere"), Self.register(3, in: "nord"),
        Self.hello(4),
      ]
      let replies = try #require(
        try await office.wire("[" + lines.joined(separator: ",") + "]").items
      )
      #expect(replies.map { $0["id"]?.integer } == [1, 2, 3, 4])
      #expect(replies.map { $0["result"] != nil } == [true, false, true, true])
      let next = try await office.call(
        ClientRegister.self,
        .init(municipality: #require(Slug("nord")))
      )
      #expect(next.number.serial == 3)
    }
  }

  @Test func `notifications of a batch are executed and left out of its reply`() async throws {
    try await Office.open { office in
      let silent = #"{"jsonrpc":"2.0","method":"client.register","params":{"municipality":"nord"}}"#
      let reply = try await office.wire("[\(silent),\(Self.register(7, in: "nord")),\(silent)]")
      #expect(reply.items?.count == 1)
      #expect(reply[0]?["id"] == 7)
      #expect(await office.line("[\(silent),\(silent)]") == nil)
      let next = try await office.call(
        ClientRegister.self,
        .init(municipality: #require(Slug("nord")))
      )
      #expect(next.number.serial == 6)
    }
  }

  @Test func `a batch within a batch is no request`() async throws {
    try await Office.openEmpty { office in
      let reply = try await office.wire("[[\(Self.hello(1))],\(Self.hello(2))]")
      #expect(reply.items?.count == 2)
      #expect(reply[0]?.errorKind == "invalid_request" && reply[0]?["id"] == .null)
      #expect(reply[1]?["result"] != nil)
    }
  }

  @Test func `the same id twice in a batch is answered twice`() async throws {
    try await Office.openEmpty { office in
      let reply = try await office.wire("[\(Self.hello(1)),\(Self.hello(1))]")
      #expect(reply.items?.map { $0["id"] } == [1, 1])
    }
  }
}
