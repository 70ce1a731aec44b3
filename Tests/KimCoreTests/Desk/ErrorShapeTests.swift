import KimAPI
import KimCore
import KimTestSupport
import Logging
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ErrorShapeTests {
  private static let list = #"{"jsonrpc":"2.0","id":1,"method":"case.list"}"#

  /// A desk over no store, in a state.
  private static func deskWithoutStore(_ state: DaemonState, problem: String?) throws -> Desk {
    let environment = World().environment
    let logger = Logger(label: "desk") { _ in SwiftLogNoOpLogHandler() }
    let limits = Limits(
      lineBytesMax: 1,
      replyBytesMax: 1,
      depthMax: 1,
      batchMax: 1,
      inFlightMax: 1,
      connectionsPerUidMax: 1,
      unreadReplyBytesMax: 1,
      lineSecondsMax: 1,
      writeStallSecondsMax: 1
    )
    let facts = DaemonFacts(environment: environment, limits: limits, logger: logger)
    facts.become(state, problem: problem)
    return try Desk(store: nil, environment: environment, facts: facts, logger: logger)
  }

  private static func ask(_ desk: Desk, _ line: String, as person: Person) async throws -> JSON {
    let reply = await withCheckedContinuation { continuation in
      desk.answer(Array(line.utf8), from: .init(uid: person.uid, login: nil)) {
        continuation.resume(returning: $0)
      }
    }
    return try StrictJSON.parse(#require(reply))
  }

  @Test func `every error is an object of code, message and data with its kind first`() async throws
  {
    try await Office.open { office in
      let lines = [
        "{", "1", #"{"jsonrpc":"2.0","id":1,"method":"no.such"}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"case.open"}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"audit.list"}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"case.show","params":{"number":"KIM-2026-0042-3"}}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"case.show","params":{}}"#,
      ]
      var kinds: [String] = []
      for line in lines {
        let reply = try await office.wire(line)
        #expect(reply.members?.map(\.key) == ["jsonrpc", "id", "error"])
        let error = try #require(reply["error"])
        #expect(error.members?.map(\.key) == ["code", "message", "data"])
        #expect(error["message"]?.text?.isEmpty == false)
        #expect(error["data"]?.members?.first?.key == "kind")
        let fault = try #require(Fault(error))
        #expect(error["code"] == .integer(Int64(fault.kind.code)))
        #expect(error["data"]?["retryAfterMs"] == nil)
        kinds.append(fault.kind.rawValue)
      }
      #expect(
        kinds == [
          "parse_error", "invalid_request", "method_not_found", "invalid_params", "forbidden",
          "not_found", "invalid_value",
        ]
      )
    }
  }

  @Test func `a reply holds id and result and nothing else`() async throws {
    try await Office.open { office in
      let line = try #require(await office.line(Self.list))
      #expect(line == #"{"jsonrpc":"2.0","id":1,"result":{"items":[]}}"#)
    }
  }

  @Test func `text with line ends of every kind goes and comes on one line`() async throws {
    try await Office.open { office in
      let text = "a\nb\u{85}c\u{2003}d\te"
      let client = try await office.call(
        ClientRegister.self,
        .init(
          municipality: #require(Slug("nord")),
          familyName: Personal(#require(Label("Probe \u{2003} \u{200F}x")))
        )
      )
      let show =
        #"{"jsonrpc":"2.0","id":"a\nb","method":"client.show","params":{"id":"\#(client.id.text)"}}"#
      let reply = try await office.wire(show)
      #expect(reply["id"] == "a\nb")
      #expect(reply["result"]?["familyName"] == "Probe \u{2003} \u{200F}x")
      let echoed = try await office.wire(JSON.object([.init("id", .string(text))]).line)
      #expect(echoed["id"] == .string(text) && echoed.errorKind == "invalid_request")
    }
  }

  @Test func `a daemon that drains says so and when to ask again`() async throws {
    try await Office.open { office in
      await office.desk.drain()
      let reply = try await office.wire(Self.list)
      #expect(reply.errorKind == "draining" && reply["error"]?["code"] == -32001)
      #expect((reply["error"]?["data"]?["retryAfterMs"]?.integer ?? 0) > 0)
      let hello = try await office.wire(#"{"jsonrpc":"2.0","id":1,"method":"rpc.hello"}"#)
      #expect(hello["result"]?["state"] == "draining")
    }
  }

  @Test func `a daemon that starts says when to ask again`() async throws {
    let desk = try Self.deskWithoutStore(.starting, problem: nil)
    let line = #"{"jsonrpc":"2.0","id":1,"method":"organisation.show"}"#
    let reply = try await Self.ask(desk, line, as: .daemon)
    #expect(reply.errorKind == "not_ready" && reply["error"]?["code"] == -32002)
    #expect((reply["error"]?["data"]?["retryAfterMs"]?.integer ?? 0) > 0)
  }

  @Test func `a degraded daemon greets and tells its problem`() async throws {
    let desk = try Self.deskWithoutStore(
      .degraded,
      problem: "the store is damaged: restore a backup"
    )
    let hello = try await Self.ask(
      desk,
      #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello"}"#,
      as: .daemon
    )
    #expect(hello["result"]?["state"] == "degraded")
    #expect(hello["result"]?["problem"] == "the store is damaged: restore a backup")
    let line = #"{"jsonrpc":"2.0","id":1,"method":"organisation.show"}"#
    let reply = try await Self.ask(desk, line, as: .daemon)
    #expect(reply.errorKind == "data_damaged")
    #expect(reply["error"]?["data"]?["problem"] == "the store is damaged: restore a backup")
    #expect(reply["error"]?["data"]?["retryAfterMs"] == nil)
  }
}
