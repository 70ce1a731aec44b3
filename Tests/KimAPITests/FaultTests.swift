import KimAPI
import Testing

@Suite(.timeLimit(.minutes(5)))
struct FaultTests {
  /// The table of the protocol, row by row: kind, code, whether it is worth another try, exit status of kimctl.
  private static let table: [(Fault.Kind, Int, Bool, Int32)] = [
    (.parseError, -32700, false, 70), (.invalidRequest, -32600, false, 70),
    (.methodNotFound, -32601, false, 2), (.invalidParams, -32602, false, 2),
    (.internal, -32603, false, 70),
    (.overloaded, -32000, true, 10), (.draining, -32001, true, 10), (.notReady, -32002, true, 10),
    (.tooManyConnections, -32006, true, 10),
    (.lineTooLong, -32003, false, 2),
    (.forbidden, 1403, false, 4), (.notFound, 1404, false, 5),
    (.staleRevision, 1409, false, 6), (.idempotencyMismatch, 1411, false, 6),
    (.cursorMismatch, 1413, false, 6),
    (.seqTooOld, 1414, false, 6),
    (.slotTaken, 1410, false, 6), (.deskBusy, 1415, false, 6), (.queueEmpty, 1416, false, 6),
    (.caseExists, 1417, false, 6), (.alreadyExists, 1418, false, 6),
    (.invalidValue, 1422, false, 7), (.invalidState, 1423, false, 7),
    (.consentMissing, 1424, false, 7), (.releaseMissing, 1425, false, 7),
    (.approvalRequired, 1428, false, 11),
    (.storageFailed, 1503, false, 10), (.storageLow, 1507, false, 10),
    (.dataDamaged, 1508, false, 10),
  ]

  @Test func `codes, retries and exit statuses are those of the protocol, for every kind`() {
    for (kind, code, isRetryable, exitStatus) in Self.table {
      #expect(kind.code == code, "\(kind)")
      #expect(kind.isRetryable == isRetryable, "\(kind)")
      #expect(kind.exitStatus == exitStatus, "\(kind)")
    }
    #expect(Set(Self.table.map(\.0)) == Set(Fault.Kind.allCases))
    #expect(Set(Fault.Kind.allCases.map(\.code)).count == Fault.Kind.allCases.count)
  }

  @Test(arguments: Fault.Kind.allCases)
  func `a fault comes back from its error object`(_ kind: Fault.Kind) throws {
    let fault = Fault(kind, "short", [.init("current", 8), .init("by", "manager")])
    let json = try StrictJSON.parse(fault.json.line)
    #expect(json["code"]?.integer == Int64(kind.code))
    #expect(json["message"] == "short")
    #expect(json["data"]?["kind"]?.text == kind.rawValue)
    #expect(json["data"]?["current"] == 8)
    #expect((json["data"]?["retryAfterMs"] != nil) == kind.isRetryable)
    let back = try #require(Fault(json))
    #expect(back.kind == kind && back.message == "short")
    #expect(back.details.filter { $0.key != "retryAfterMs" } == fault.details)
    #expect(Fault(back.json) == back)
  }

  @Test func `a stated time to wait is kept`() {
    let fault = Fault(.overloaded, "full", [.init("retryAfterMs", 900)])
    #expect(
      fault.json["data"]?.members == [.init("kind", "overloaded"), .init("retryAfterMs", 900)]
    )
  }

  @Test(arguments: [
    "{}", #"{"code":1,"message":"x"}"#, #"{"code":1,"data":{"kind":"brand_new"}}"#, "1",
  ])
  func `an error of an unknown kind is no fault`(_ text: String) throws {
    #expect(try Fault(StrictJSON.parse(text)) == nil)
  }

  @Test func `a refusing rule names what is allowed`() {
    let state = Fault.invalidState("closed", allowed: ["case.reopen"])
    #expect(state.json["data"]?["state"] == "closed")
    #expect(state.json["data"]?["allowed"] == [["method": "case.reopen"]])
    let value = Fault.invalidValue("start", "in the past")
    #expect(value.json["data"]?["field"] == "start" && value.json["data"]?["rule"] == "in the past")
    #expect(Fault.notFound("case").json["data"]?["what"] == "case")
  }
}
