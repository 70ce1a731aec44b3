import KimAPI
import Testing

@testable import kimctl

@Suite("Words of a command line as params")
struct ParamsTests {
  private static let id = "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b"

  private func read(
    _ method: any KimAPI.Method.Type,
    _ arguments: [String],
    takesPersonal: Bool = false
  ) throws(Stop) -> JSON {
    var params = Params(method: method.name, shape: method.paramsShape, words: Words(.en))
    params.takesPersonal = takesPersonal
    params.readFile = { path throws(Stop) in ["file": .string(path)] }
    params.readInput = { () throws(Stop) in ["text": "from the input"] }
    try params.read(arguments)
    return params.json
  }

  private func refused(_ method: any KimAPI.Method.Type, _ arguments: [String]) -> Stop? {
    do throws(Stop) {
      _ = try read(method, arguments)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "All ways to write a value mean the same",
    arguments: [
      ["--id", id, "--reason", "moved_away"], ["--id=\(id)", "--reason=moved-away"],
      ["id=\(id)", "reason:=\"moved_away\""], [id, "--reason", "moved away"], [id, "moved_away"],
      ["--reason", "moved_away", id], ["--", id, "moved_away"],
    ]
  )
  func spellings(arguments: [String]) throws {
    let params = try read(CaseClose.self, arguments)
    #expect(params["id"]?.text == Self.id)
    #expect(params["reason"] == "moved_away")
    #expect(params.members?.count == 2)
  }

  @Test("Values get the type that the method takes")
  func types() throws {
    #expect(
      try read(WatchWait.self, ["--topic", "case", "--since", "4", "timeoutMs=100"])
        == ["topic": "case", "since": 4, "timeoutMs": 100]
    )
    #expect(
      try read(
        StaffAdd.self,
        ["login=a", "name=B", "roles=case_manager,dpo", "--roles", "operator"]
      )
        == ["login": "a", "name": "B", "roles": ["case_manager", "dpo", "operator"]]
    )
    #expect(try read(StaffUpdate.self, [Self.id, "--region", ""])["region"] == .null)
    #expect(try read(StaffUpdate.self, [Self.id, "region="])["region"] == .null)
    #expect(try read(StaffUpdate.self, [Self.id, "region:=null"])["region"] == .null)
    #expect(try read(BoardShow.self, ["rathaus"]) == ["site": "rathaus"])
    #expect(
      try read(OrganisationLoad.self, ["office.json"]) == ["organisation": ["file": "office.json"]]
    )
    #expect(
      try read(OrganisationLoad.self, ["--organisation", "@x"]) == ["organisation": ["file": "x"]]
    )
    #expect(try read(AppointmentBook.self, ["--service-type", "a"])["serviceType"] == "a")
  }

  @Test(
    "A flag alone says yes, whatever follows it",
    arguments: [
      (["--everywhere"], true), (["--everywhere", "--uid", "7"], true),
      (["--everywhere", "uid=7"], true), (["--everywhere", "no"], false),
    ]
  )
  func flags(arguments: [String], expected: Bool) throws {
    #expect(try read(StaffAdd.self, arguments)["everywhere"] == .boolean(expected))
  }

  @Test("A case is named by its id or its number, in either case of letters")
  func numbers() throws {
    let number = try #require(Number<Case>(year: 2026, serial: 42)).text
    for named in [number, number.lowercased(), Self.id] {
      #expect(try read(CaseShow.self, [named]) == ["id": .string(named)])
      #expect(try read(CaseClose.self, [named])["id"]?.text == named)
    }
    #expect(try read(CaseShow.self, ["--number", number]) == ["number": .string(number)])
    let wrong = try #require(refused(CaseClose.self, [String(number.dropLast()) + "0"]))
    #expect(wrong.status == 2)
    #expect(wrong.sentences.first?.contains("a digit of this number is wrong") == true)
    #expect(refused(CaseClose.self, ["K-2026-0042-3"])?.sentences.first?.contains("an id") == true)
    #expect(Courier.show(for: "case.close") == "case.show")
    #expect(Courier.show(for: "ticket.start") == nil)
  }

  @Test("Personal values are refused as words, in every spelling, and never quoted")
  func personal() throws {
    for arguments in [
      ["--given-name", "Secret"], ["givenName=Secret"], ["given_name:=\"Secret\""],
    ] {
      let stop = try #require(refused(ClientRegister.self, ["delbrueck"] + arguments))
      #expect(stop.status == 2 && stop.kind == "personal")
      #expect(!stop.lines(Words(.en)).joined().contains("Secret"))
    }
    let found = try #require(refused(ClientFind.self, ["Secret"]))
    #expect(found.kind == "personal")
    #expect(!found.json.line.contains("Secret"))
    #expect(try read(ClientFind.self, ["Name"], takesPersonal: true) == ["query": "Name"])
    #expect(try read(CaseNote.self, [Self.id, "-"])["text"] == "from the input")
  }

  @Test(
    "What is wrong is said, with what may have been meant",
    arguments: [
      (["--reson", "x"], "Did you mean reason?"),
      (["--reason", "moved_awya"], "Did you mean moved_away?"),
      (["--reason"], "--reason has no value."),
      (["reason=moved_away", "reason=deceased"], "given twice"),
      (["--if-rev", "x"], "expected a whole number"), (["--id", "x"], "or an id"),
      (["reason:=tru"], "no JSON"), ([id, "moved_away", "more"], "A word too many: more"),
    ]
  )
  func mistakes(arguments: [String], expected: String) throws {
    let stop = try #require(refused(CaseClose.self, arguments))
    #expect(stop.status == 2)
    #expect(stop.lines(Words(.en)).joined(separator: "\n").contains(expected))
  }

  @Test("A method that this kimctl does not know takes what it is given")
  func unknownMethod() throws {
    var params = Params(method: "brand.new", shape: nil, words: Words(.en))
    try params.read(["a=1", "--b", "two", "c:={\"d\":3}"])
    #expect(params.json == ["a": "1", "b": "two", "c": ["d": 3]])
  }

  @Test("What comes from a file is checked as a whole before it is sent")
  func check() throws {
    var params = Params(method: "case.note", shape: CaseNote.paramsShape, words: Words(.en))
    try params.merge(["id": .string(Self.id), "text": "", "txt": "a"], from: "file")
    let checked = params
    let stop = #expect(throws: Stop.self) { try checked.check() }
    #expect(stop?.sentences.count == 2)
    var none = params
    #expect(throws: Stop.self) { try none.merge([1], from: "file") }
  }

  @Test("Near is what differs in little; nothing is near to nonsense")
  func nearest() {
    #expect(Nearest.word(to: "clsoe", among: ["open", "close"]) == "close")
    #expect(Nearest.word(to: "appoint", among: ["appointment", "case"]) == "appointment")
    #expect(Nearest.word(to: "xyzzy", among: ["open", "close"]) == nil)
    #expect(Nearest.distance("ab", "ba") == 1)
    #expect(Nearest.distance("", "abc") == 3)
  }
}
