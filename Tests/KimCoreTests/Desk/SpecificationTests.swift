import KimAPI
import KimTestSupport
import Testing

/// The examples of the JSON-RPC 2.0 specification (section 7), line by line.
///
/// Where it subtracts, an office lists staff;
/// its params by position are `invalid_params` here, since kim-rpc takes params by name alone.
@Suite(.timeLimit(.minutes(5)))
struct SpecificationTests {
  @Test func `rpc call with positional parameters`() async throws {
    try await Office.open { office in
      for (params, id) in [("[42, 23]", 1), ("[23, 42]", 2), ("[]", 3)] as [(String, Int64)] {
        let reply = try await office.wire(
          #"{"jsonrpc": "2.0", "method": "staff.list", "params": \#(params), "id": \#(id)}"#
        )
        #expect(reply["id"] == .integer(id))
        #expect(reply["error"]?["code"] == -32602)
        #expect(reply.faults == [" wrong_type"])
      }
    }
  }

  @Test func `rpc call with named parameters`() async throws {
    try await Office.open { office in
      let there = try await office.wire(
        #"{"jsonrpc": "2.0", "method": "case.list", "params": {"state": "intake", "limit": 5}, "id": 3}"#
      )
      let back = try await office.wire(
        #"{"jsonrpc": "2.0", "method": "case.list", "params": {"limit": 5, "state": "intake"}, "id": 3}"#
      )
      #expect(there == ["jsonrpc": "2.0", "id": 3, "result": ["items": []]])
      #expect(back == there)
    }
  }

  @Test func `a notification`() async throws {
    try await Office.open { office in
      let known = #"{"jsonrpc": "2.0", "method": "staff.list", "params": [1,2,3,4,5]}"#
      #expect(await office.line(known) == nil)
      #expect(await office.line(#"{"jsonrpc": "2.0", "method": "foobar"}"#) == nil)
    }
  }

  @Test func `rpc call of non-existent method`() async throws {
    try await Office.open { office in
      let reply = try await office.wire(#"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#)
      #expect(reply["jsonrpc"] == "2.0" && reply["id"] == "1" && reply["result"] == nil)
      #expect(reply["error"]?["code"] == -32601)
      #expect(reply.errorKind == "method_not_found")
    }
  }

  @Test func `rpc call with invalid JSON`() async throws {
    try await Office.open { office in
      let reply = try await office.wire(
        #"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#
      )
      #expect(reply["id"] == .null && reply["error"]?["code"] == -32700)
      #expect(reply.errorKind == "parse_error")
    }
  }

  @Test func `rpc call with invalid Request object`() async throws {
    try await Office.open { office in
      let reply = try await office.wire(#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#)
      #expect(reply["id"] == .null && reply["error"]?["code"] == -32600)
      #expect(reply.errorKind == "invalid_request")
    }
  }

  @Test func `rpc call Batch, invalid JSON`() async throws {
    try await Office.open { office in
      let reply = try await office.wire(
        #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method"]"#
      )
      #expect(reply["id"] == .null && reply["error"]?["code"] == -32700)
    }
  }

  @Test func `rpc call with an empty Array`() async throws {
    try await Office.open { office in
      let reply = try await office.wire("[]")
      #expect(reply["id"] == .null && reply["error"]?["code"] == -32600)
    }
  }

  @Test(arguments: [("[1]", 1), ("[1,2,3]", 3)])
  func `rpc call with an invalid Batch (but not empty)`(_ line: String, _ count: Int) async throws {
    try await Office.open { office in
      let replies = try #require(try await office.wire(line).items)
      #expect(replies.count == count)
      for reply in replies {
        #expect(reply["jsonrpc"] == "2.0" && reply["id"] == .null)
        #expect(reply["error"]?["code"] == -32600)
      }
    }
  }

  @Test func `rpc call Batch`() async throws {
    try await Office.open { office in
      let reply = try await office.wire(
        """
        [ {"jsonrpc": "2.0", "method": "case.list", "params": {"limit": 1}, "id": "1"},
          {"jsonrpc": "2.0", "method": "rpc.hello", "params": {}},
          {"jsonrpc": "2.0", "method": "case.list", "params": {"limit": 2}, "id": "2"},
          {"foo": "boo"},
          {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
          {"jsonrpc": "2.0", "method": "organisation.show", "id": "9"} ]
        """
      )
      let replies = try #require(reply.items)
      #expect(replies.map { $0["id"] } == ["1", "2", .null, "5", "9"])
      #expect(
        replies.map { $0["error"]?["code"] } == [nil, nil, -32600, -32601, nil]
      )
      for index in [0, 1, 4] { #expect(replies[index]["result"]?.members != nil) }
    }
  }

  @Test func `rpc call Batch (all notifications)`() async throws {
    try await Office.open { office in
      let line = """
        [ {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
          {"jsonrpc": "2.0", "method": "case.list", "params": {"limit": 1}} ]
        """
      #expect(await office.line(line) == nil)
    }
  }
}
