import KimAPI
import KimTestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ParamsTests {
  private static func request(_ method: String, _ params: String) -> String {
    #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#
  }

  @Test func `every fault of the params is told at once`() async throws {
    try await Office.open { office in
      let reply = try await office.wire(
        Self.request(
          "client.register",
          #"{"municipality":"NORD","birthDate":"17.05.1990","languages":["de",1,"DE"],"emial":"a@example.org","phone":null}"#
        )
      )
      #expect(reply["error"]?["code"] == -32602)
      #expect(
        reply.faults.sorted() == [
          "birthDate wrong_value", "emial unknown_key", "languages[1] wrong_type",
          "languages[2] wrong_value",
          "municipality wrong_value", "phone wrong_type",
        ]
      )
      let told = try #require(reply["error"]?["data"]?["faults"]?.items)
      #expect(told.allSatisfy { $0["expected"]?.text?.isEmpty == false })
    }
  }

  @Test func `a missing key is named by its path`() async throws {
    try await Office.open { office in
      let reply = try await office.wire(Self.request("case.open", "{}"))
      #expect(
        Set(reply.faults).isSuperset(of: [
          "client missing", "municipality missing", "intakeSource missing",
        ])
      )
      let absent = try await office.wire(#"{"jsonrpc":"2.0","id":1,"method":"case.open"}"#)
      #expect(absent.faults == reply.faults)
      let organisation = #"{"organisation":{"regions":[{"id":"r1"}]}}"#
      let nested = try await office.wire(
        Self.request("organisation.load", organisation),
        as: .daemon
      )
      #expect(nested.faults.contains("organisation.regions[0].name missing"))
    }
  }

  @Test func `an unknown key is named with the known ones`() async throws {
    try await Office.open { office in
      let reply = try await office.wire(Self.request("case.list", #"{"stat":"intake"}"#))
      #expect(reply.faults == ["stat unknown_key"])
      let expected = reply["error"]?["data"]?["faults"]?[0]?["expected"]?.text
      #expect(expected == "one of state, municipality, caseManager, limit, cursor")
    }
  }

  @Test func `a fault quotes nothing of what was given`() async throws {
    try await Office.open { office in
      let params =
        #"{"municipality":"nord","email":"canary canary","birthDate":"canary","phone":"canary"}"#
      let line = try #require(await office.line(Self.request("client.register", params)))
      #expect(!line.contains("canary"))
      #expect(try StrictJSON.parse(line).faults.count == 3)
    }
  }

  @Test
  func `a wrong check digit is told with the digit that fits, and nothing else of the number`()
    async throws
  {
    try await Office.open { office in
      let numbers = [
        ("case.show", "KIM-2026-0042-8", "3"), ("client.show", "k-2026-0042-8", "3"),
        ("appointment.show", "T-2026-12345-1", "0"),
      ]
      for (method, number, digit) in numbers {
        let line = try #require(
          await office.line(Self.request(method, #"{"number":"\#(number)"}"#))
        )
        let reply = try StrictJSON.parse(line)
        #expect(reply.faults == ["number check_digit"], "\(method)")
        #expect(reply["error"]?["data"]?["faults"]?[0]?["expected"]?.text == digit)
        #expect(!line.contains("2026") && !line.contains("42") && !line.contains("12345"))
      }
    }
  }

  @Test func `however much is wrong, the reply is short`() async throws {
    try await Office.open { office in
      let params = "{" + (0..<20_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
      let line = try #require(await office.line(Self.request("case.list", params)))
      #expect(line.utf8.count < 16_384)
      #expect(try StrictJSON.parse(line).faults.count == Shape.flawsMax)
    }
  }

  @Test func `absent keeps a field and null clears it`() async throws {
    try await Office.open { office in
      let registered = try await office.call(
        ClientRegister.self,
        .init(
          municipality: #require(Slug("nord")),
          familyName: Personal(#require(Label("Probe"))),
          phone: Personal(#require(PhoneNumber("05251 1230")))
        )
      )
      let id = registered.id.text
      let keep = try await office.wire(
        Self.request("client.update", #"{"id":"\#(id)","ifRev":1,"givenName":"Pia"}"#)
      )
      #expect(keep["result"]?["rev"] == 2)
      let kept = try await office.wire(Self.request("client.show", #"{"id":"\#(id)"}"#))["result"]
      #expect(
        kept?["phone"] == "05251 1230" && kept?["givenName"] == "Pia"
          && kept?["familyName"] == "Probe"
      )
      _ = try await office.wire(
        Self.request("client.update", #"{"id":"\#(id)","ifRev":2,"phone":null}"#)
      )
      let cleared = try await office.wire(Self.request("client.show", #"{"id":"\#(id)"}"#))[
        "result"
      ]
      #expect(cleared?["phone"] == nil && cleared?["familyName"] == "Probe")
      let municipality = #"{"id":"\#(id)","ifRev":3,"municipality":null}"#
      #expect(
        try await office.wire(Self.request("client.update", municipality)).faults == [
          "municipality wrong_type"
        ]
      )
    }
  }

  @Test func `a fault in _meta is named with those of the params`() async throws {
    try await Office.open { office in
      let key = String(repeating: "k", count: 129)
      let cases: [(String, [String])] = [
        (#"{"_meta":{"idempotency":"x"}}"#, ["_meta.idempotency unknown_key"]),
        (
          #"{"_meta":{"dryRun":"yes","lang":1}}"#,
          ["_meta.dryRun wrong_type", "_meta.lang wrong_type"]
        ),
        (#"{"_meta":{"idempotencyKey":"\#(key)"}}"#, ["_meta.idempotencyKey wrong_value"]),
        (#"{"_meta":{"idempotencyKey":null}}"#, ["_meta.idempotencyKey wrong_type"]),
        (#"{"_meta":1}"#, ["_meta wrong_type"]), (#"{"_meta":[]}"#, ["_meta wrong_type"]),
        (#"{"_meta":null}"#, ["_meta wrong_type"]),
        (#"{"limit":0,"_meta":{"seq":1}}"#, ["_meta.seq unknown_key", "limit wrong_value"]),
      ]
      for (params, faults) in cases {
        let reply = try await office.wire(Self.request("case.list", params))
        #expect(reply.faults == faults, "\(params)")
      }
      let hello = try await office.wire(Self.request("rpc.hello", #"{"_meta":{"nope":1}}"#))
      #expect(hello.faults == ["_meta.nope unknown_key"])
      let fine = #"{"_meta":{"idempotencyKey":"k","dryRun":false,"reason":"Probe","lang":"de"}}"#
      #expect(try await office.wire(Self.request("case.list", fine))["result"] != nil)
    }
  }

  @Test func `the result of a write bears _meta and that of a read none`() async throws {
    try await Office.open { office in
      let write = try await office.wire(
        Self.request("client.register", #"{"municipality":"nord"}"#)
      )
      let meta = try #require(write["result"]?["_meta"])
      #expect(
        meta["replayed"] == false && meta["warnings"] == [] && (meta["seq"]?.integer ?? 0) > 0
      )
      let dry = #"{"municipality":"nord","_meta":{"dryRun":true}}"#
      let tried = try await office.wire(Self.request("client.register", dry))
      #expect(tried["result"]?["_meta"] == ["replayed": false, "warnings": []])
      #expect(try await office.wire(Self.request("case.list", "{}"))["result"]?["_meta"] == nil)
    }
  }
}
