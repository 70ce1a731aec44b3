import KimAPI
import KimCore
import KimTestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct RequestTests {
  @Test func `an id comes back as it was written`() async throws {
    try await Office.open { office in
      let longest = "\"" + String(repeating: "ü", count: 64) + "\""
      for id in [longest, "\"\"", "0", "-7", "9223372036854775807", #""a\"\\\n""#] {
        let reply = try await office.wire(#"{"jsonrpc":"2.0","id":\#(id),"method":"rpc.hello"}"#)
        #expect(try reply["id"] == StrictJSON.parse(id))
        #expect(reply["result"] != nil)
      }
    }
  }

  @Test func `an id that is no string of 128 bytes and no integer is an invalid request`()
    async throws
  {
    try await Office.open { office in
      let long = "\"" + String(repeating: "x", count: 129) + "\""
      let wide = "\"" + String(repeating: "ü", count: 65) + "\""
      for id in [
        "null", "1.5", "1.0", "1e2", "true", "[]", "{}", "9223372036854775808", long, wide,
      ] {
        let reply = try await office.wire(#"{"jsonrpc":"2.0","id":\#(id),"method":"rpc.hello"}"#)
        #expect(reply.errorKind == "invalid_request" && reply["id"] == .null, "\(id)")
      }
    }
  }

  @Test(arguments: [
    #"{"id":1,"method":"rpc.hello"}"#, #"{"jsonrpc":"1.0","id":1,"method":"rpc.hello"}"#,
    #"{"jsonrpc":2.0,"id":1,"method":"rpc.hello"}"#, #"{"jsonrpc":"2.0","id":1}"#,
    #"{"jsonrpc":"2.0","id":1,"method":null}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","params":null}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","params":"x"}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","params":1}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","extra":1}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","_meta":{}}"#,
    #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello","Params":{}}"#,
  ])
  func `what is no request of JSON-RPC 2.0 is told so with its id`(_ line: String) async throws {
    try await Office.openEmpty { office in
      let reply = try await office.wire(line)
      #expect(reply.errorKind == "invalid_request" && reply["id"] == 1)
    }
  }

  @Test(arguments: ["1", "\"x\"", "null", "true"])
  func `a line that is no object and no batch is an invalid request`(_ line: String) async throws {
    try await Office.openEmpty { office in
      let reply = try await office.wire(line)
      #expect(reply.errorKind == "invalid_request" && reply["id"] == .null)
    }
  }

  @Test func `a line that two readers would read differently is a parse error that says where`()
    async throws
  {
    try await Office.openEmpty { office in
      let twice = #"{"jsonrpc":"2.0","id":1,"id":2,"method":"rpc.hello"}"#
      let reply = try await office.wire(twice)
      #expect(reply["error"]?["code"] == -32700 && reply["id"] == .null)
      #expect(reply["error"]?["data"]?["reason"] == "duplicate key")
      #expect(reply["error"]?["data"]?["offset"]?.integer != nil)
      let deep = String(repeating: "[", count: 100_000)
      #expect(try await office.wire(deep)["error"]?["data"]?["reason"] == "nesting deeper than 32")
      let bytes = try #require(await office.line([0x22, 0xFF, 0x22]))
      #expect(try StrictJSON.parse(bytes)["error"]?["data"]?["reason"] == "invalid UTF-8")
      #expect(
        try await office.wire(#"{"jsonrpc":"2.0","id":3,"method":"rpc.hello"}"# + "\r")["id"] == 3
      )
    }
  }

  @Test func `a notification is executed and never answered, not even on error`() async throws {
    try await Office.open { office in
      let register =
        #"{"jsonrpc":"2.0","method":"client.register","params":{"municipality":"nord"}}"#
      #expect(await office.line(register) == nil)
      let found = try await office.call(
        ClientRegister.self,
        .init(municipality: #require(Slug("nord")))
      )
      #expect(found.number.serial == 2, "the notification registered the first")
      for line in [
        #"{"jsonrpc":"2.0","method":"no.such"}"#,
        #"{"jsonrpc":"2.0","method":"case.list","params":[1]}"#,
        #"{"jsonrpc":"2.0","method":"case.list","params":{"nope":1}}"#,
        #"{"jsonrpc":"2.0","method":"daemon.backup","params":{"to":"/nowhere"}}"#,
        #"{"jsonrpc":"2.0","method":"client.register","params":{"municipality":"sued"}}"#,
        #"{"jsonrpc":"2.0","method":"case.show","params":{"number":"KIM-2026-0042-3"}}"#,
      ] { #expect(await office.line(line) == nil) }
    }
  }

  @Test func `an unknown method and one of another spelling are not found`() async throws {
    try await Office.open { office in
      for name in [
        "", "case", "case.", ".list", "Case.list", "case.list ", "case.List", "rpc.hello\\u0001",
        "CaseList",
      ] {
        let reply = try await office.wire(#"{"jsonrpc":"2.0","id":1,"method":"\#(name)"}"#)
        #expect(
          reply.errorKind == "method_not_found" && reply["error"]?["code"] == -32601,
          "\(name)"
        )
      }
    }
  }

  @Test func `a permission is checked before params are looked at`() async throws {
    try await Office.open { office in
      let line = #"{"jsonrpc":"2.0","id":1,"method":"case.open","params":{"nope":1}}"#
      let replies = (
        stranger: try await office.wire(line, as: .stranger),
        manager: try await office.wire(line, as: .manager)
      )
      #expect(replies.stranger.errorKind == "forbidden")
      #expect(replies.manager.errorKind == "invalid_params")
    }
  }

  @Test func `replies come in the order of the requests of a pipeline`() async throws {
    try await Office.open { office in
      let order = Order()
      await withCheckedContinuation { done in
        for id in 0..<60 {
          let isWrite = id.isMultiple(of: 3)
          let line =
            isWrite
            ? #"{"jsonrpc":"2.0","id":\#(id),"method":"client.register","params":{"municipality":"nord"}}"#
            : #"{"jsonrpc":"2.0","id":\#(id),"method":"case.list"}"#
          office.desk.answer(Array(line.utf8), from: .init(uid: Person.manager.uid, login: nil)) {
            reply in
            if order.add(reply) == 60 { done.resume() }
          }
        }
      }
      let ids = try order.lines.map { try StrictJSON.parse(#require($0))["id"] }
      #expect(ids == (0..<60).map { .integer($0) })
    }
  }
}
