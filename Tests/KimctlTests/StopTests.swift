import KimAPI
import KimClient
import Testing

@testable import kimctl

@Suite("Failures: one sentence, one command, one exit status")
struct StopTests {
  private func stop(_ failure: CallFailure) -> Stop {
    Stop(failure, method: "case.close", words: Words(.en))
  }

  @Test("Every kind of fault has the exit status of the contract", arguments: Fault.Kind.allCases)
  func faults(kind: Fault.Kind) {
    let stop = stop(.fault(Fault(kind, "message")))
    #expect(stop.status == kind.exitStatus)
    #expect(stop.kind == kind.rawValue)
    #expect(stop.sentences.first == kind.english)
  }

  @Test(
    "Every failure of the way has its exit status",
    arguments: [
      (ClientError.noSocket(path: "/a"), Int32(3)), (.notASocket(path: "/a"), 3),
      (.pathTooLong(path: "/a"), 2), (.denied(path: "/a"), 4), (.refused(path: "/a"), 3),
      (.impostor(uid: 7), 3), (.silent, 8), (.connectionLost, 3), (.requestTooLong, 2),
      (.malformedRequest, 2), (.replyTooLong, 70), (.malformedReply, 70),
      (.system(operation: "socket", errno: 24), 3),
      (.unknownOutcome(key: "k", because: .silent), 8),
      (.unknownOutcome(key: "k", because: .connectionLost), 3),
    ]
  )
  func transport(error: ClientError, status: Int32) {
    let stop = stop(.transport(error))
    #expect(stop.status == status)
    #expect(stop.sentences.first?.isEmpty == false)
  }

  @Test("An unknown outcome names the key that asks again")
  func unknownOutcome() {
    let stop = stop(.transport(.unknownOutcome(key: "abc", because: .connectionLost)))
    #expect(stop.lines(Words(.en)).joined().contains("--key abc"))
    #expect(stop.json["error"]?["data"]?["idempotencyKey"] == "abc")
  }

  @Test("What kimd says beside the kind is told, and nothing of it steers the terminal")
  func details() {
    let state = stop(.fault(.invalidState("closed", allowed: ["case.reopen", "x"])))
    #expect(state.sentences.contains("Allowed now: case reopen, x"))
    let params = Fault(
      .invalidParams,
      "wrong",
      [.init("faults", [["path": "a\u{1b}", "kind": "missing", "expected": "an id"]])]
    )
    let lines = stop(.fault(params)).lines(Words(.de))
    #expect(lines.contains("  a\\u{1b} is missing: an id."))
    #expect(lines.last == "Versuchen Sie: kimctl describe case.close")
    let digit: JSON = [["path": "number", "kind": "check_digit", "expected": "3"]]
    let number = stop(.fault(Fault(.invalidParams, "wrong", [.init("faults", digit)])))
    #expect(number.sentences.contains { $0.contains("belongs 3") })
    let unknown = stop(.unknownFault(kind: "brand_new", message: "m", data: ["x": 1]))
    #expect(unknown.status == 70)
    #expect(unknown.json["error"]?["kind"] == "brand_new")
  }

  @Test("Who ended it themselves hears of no error")
  func wanted() {
    let stop = Stop(status: Stop.unconfirmed, kind: "cancelled", sentences: ["Nothing was sent."])
    #expect(stop.lines(Words(.en)) == ["Nothing was sent."])
    #expect(Stop.usage("No.").lines(Words(.en)) == ["Error: No."])
  }

  @Test("Mistyped commands are met with the nearest; others pass")
  func mistakes() {
    func mistake(_ words: String...) -> Stop? { Nouns.mistake(words, ["status"], Words(.en)) }
    #expect(mistake("cse", "list")?.sentences == ["There is no command cse. Did you mean case?"])
    #expect(mistake("statsu")?.sentences.first?.hasSuffix("Did you mean status?") == true)
    #expect(mistake("case", "clsoe")?.hint == "kimctl case --help")
    #expect(mistake("rpc", "hello")?.status == 2)
    for words in [["case", "close"], ["status"], ["--help"], ["case"], ["case", "--help"], []] {
      #expect(Nouns.mistake(words, ["status"], Words(.en)) == nil)
    }
  }

  @Test("Every method but the protocol's own is a verb of its noun")
  func verbs() {
    let verbs = Nouns.all.flatMap { Nouns.methods(of: $0.noun) }.map { $0.name }
    let expected = Catalog.methods.map { $0.name }.filter { !$0.hasPrefix("rpc.") }
    #expect(verbs.sorted() == expected)
    #expect(!verbs.isEmpty)
    #expect(Nouns.split("ticket.callNext") == ("ticket", "callNext"))
  }

  @Test("Errors are objects where results are")
  func json() {
    #expect(Kimctl.wantsJSON(["case", "list", "-o", "json"]))
    #expect(Kimctl.wantsJSON(["--output=json"]))
    #expect(!Kimctl.wantsJSON(["-o", "table", "json"]))
  }

  @Test("Options may stand before the command")
  func order() {
    #expect(
      Kimctl.ordered(["-o", "json", "--lang=de", "case", "list", "--", "x"])
        == ["case", "list", "-o", "json", "--lang=de", "--", "x"]
    )
    for words in [["--help"], ["case", "list", "-o", "id"], ["-o"], []] {
      #expect(Kimctl.ordered(words) == words)
    }
  }
}
