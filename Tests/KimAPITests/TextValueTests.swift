import KimAPI
import Testing

/// What a string type takes and refuses; what it takes comes back unchanged from the wire.
private func check<Value: StringValue>(
  _ type: Value.Type,
  takes: [String],
  refuses: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  for text in takes + [Value.sample.text] {
    let value = try #require(Value(text), "\(text)", sourceLocation: sourceLocation)
    #expect(value.text == text, sourceLocation: sourceLocation)
    let wire = try StrictJSON.parse(JSONText.encode(value))
    #expect(wire == .string(text), sourceLocation: sourceLocation)
    let back = try JSONValueDecoder.decode(Value.self, from: wire)
    #expect(back == value, sourceLocation: sourceLocation)
    #expect(Value.shape.flaws(in: wire).isEmpty, sourceLocation: sourceLocation)
  }
  for text in refuses {
    #expect(Value(text) == nil, "\(text)", sourceLocation: sourceLocation)
    let flaws = Value.shape.flaws(in: .string(text))
    #expect(flaws.map(\.kind) == ["wrong_value"], sourceLocation: sourceLocation)
    #expect(throws: DecodingError.self, sourceLocation: sourceLocation) {
      _ = try JSONValueDecoder.decode(Value.self, from: .string(text))
    }
  }
  let expected = [Shape.Flaw(path: "", kind: "wrong_type", expected: Value.expected)]
  #expect(Value.shape.flaws(in: 1) == expected, sourceLocation: sourceLocation)
}

/// Characters that may steer a terminal.
private let steering: [String] = [
  "\u{0}", "\u{7}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{9B}", "\u{2028}", "\u{2029}", "\u{202E}",
  "\u{2066}",
]

@Suite(.timeLimit(.minutes(5)))
struct TextValueTests {
  @Test func `an id is a UUID in its canonical form`() throws {
    try check(
      ID<Case>.self,
      takes: ["0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
      refuses: [
        "", "0192a3b4", "0192a3b4c5d67e8f9a0b1c2d3e4f5a6b", "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6",
        "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6bb", "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6g",
        "{0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b}", "0192a3b-4c5d6-7e8f-9a0b-1c2d3e4f5a6b",
        "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6-", " 192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b",
        "０192a3b4-c5d6-7e8f-9a0b-1c2d3e4",
      ]
    )
    let upper = try #require(ID<Case>("0192A3B4-C5D6-7E8F-9A0B-1C2D3E4F5A6B"))
    #expect(upper.text == "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b")
    #expect(upper.high == 0x0192_A3B4_C5D6_7E8F && upper.low == 0x9A0B_1C2D_3E4F_5A6B)
  }

  @Test func `ids sort as their texts do`() {
    let halves: [UInt64] = [0, 1, 9, 10, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, .max]
    let ids = halves.flatMap { high in halves.map { ID<Case>(high: high, low: $0) } }
    #expect(ids.sorted().map(\.text) == ids.map(\.text).sorted())
  }

  @Test func `a slug is 1 to 64 of small letters, digits and hyphens`() throws {
    try check(
      Slug<Site>.self,
      takes: ["a", "delbrueck", "rathaus-nord", "1", "-", String(repeating: "z", count: 64)],
      refuses: [
        "", "Nord", "süd", "a b", "a_b", "a/b", "a.b", "..", "a\n",
        String(repeating: "z", count: 65),
      ]
    )
  }

  @Test func `a label is one line of 1 to 200 characters with something in it`() throws {
    try check(
      Label.self,
      takes: [
        "a", "Süd", " a ", "O'Probe", "محمد", "👩‍👩‍👧", String(repeating: "ü", count: 200), "\u{200F}א",
      ],
      refuses: [
        "", " ", "\u{A0} \u{3000}", "a\nb", "a\tb", "a\r", String(repeating: "a", count: 201),
      ]
        + steering.map { "a" + $0 } + ["e" + String(repeating: "\u{301}", count: 1000)]
    )
  }

  @Test func `a long text has lines and tabs and at most 20,000 characters`() throws {
    try check(
      LongText.self,
      takes: ["a", "a\nb\tc", "\n", String(repeating: "ü", count: 20_000)],
      refuses: ["", "a\r\nb", "a\u{B}", String(repeating: "a", count: 20_001)]
        + steering.map { "a" + $0 }
    )
  }

  @Test func `a token is 1 to 128 visible ASCII characters`() throws {
    try check(
      Token.self,
      takes: ["a", "!~", "0b6e-\"\\", String(repeating: "k", count: 128)],
      refuses: ["", " ", "a b", "ü", "a\n", "\u{7F}", String(repeating: "k", count: 129)]
    )
  }

  @Test func `an e-mail address holds nothing that breaks a message or a command`() throws {
    let domain = "@" + String(repeating: "d", count: 240) + ".org"
    try check(
      EmailAddress.self,
      takes: [
        "a@example.org", "vor.nach+kim@mail.example.org", "ü@example.org", "o'probe@example.org",
        String(repeating: "a", count: 254 - domain.count) + domain,
      ],
      refuses: [
        "", "a", "a@", "@example.org", "a@b", "a@b@example.org", "a b@example.org",
        "-oX@example.org",
        "a@example.org,b@example.org", "<a@example.org>", "a@.org", "a@example.", "a;b@example.org",
        "a\n@example.org", "a@example.org\r\nBcc: b@example.org", "\"a\"@example.org",
        "a\\@example.org",
        "a:b@example.org", "a(b)@example.org",
        String(repeating: "a", count: 255 - domain.count) + domain,
      ] + steering.map { "a\($0)@example.org" }
    )
  }

  @Test func `a telephone number is digits with the usual separators`() throws {
    try check(
      PhoneNumber.self,
      takes: [
        "110", "+49 5251 123-0", "(05251) 123/456", "0.5.2",
        "1" + String(repeating: " ", count: 29) + "23",
      ],
      refuses: [
        "", "12", "+-()", "0525l", "１２３", "123\n", "tel:123", "123;ext=1",
        "1" + String(repeating: " ", count: 30) + "23",
      ]
    )
  }

  @Test func `a language is two or three small letters with parts after it`() throws {
    try check(
      LanguageCode.self,
      takes: ["de", "prs", "zh-Hant", "de-AT", "sr-Latn-RS", "es-419"],
      refuses: [
        "", "d", "deut", "DE", "de_DE", "de-", "-de", "de--AT", "d1", "äö", "de-A", "de-abcdefghi",
        "zh-Hant-abcdefgh-x",
      ]
    )
  }

  @Test func `a queue prefix is one capital letter`() throws {
    try check(
      QueueLetter.self,
      takes: ["A", "Z"],
      refuses: ["", "a", "AB", "Ä", "1", "\u{410}", "A\u{301}"]
    )
  }

  @Test func `a ticket number is a letter and three to six digits`() throws {
    try check(
      TicketNumber.self,
      takes: ["A017", "Z999", "B1000", "C123456"],
      refuses: ["", "A", "A17", "a017", "017", "AA017", "A1234567", "A-17", "A 017", "A٠١٧"]
    )
    let letter = try #require(QueueLetter("B"))
    #expect(
      [1, 17, 999, 1000].map { TicketNumber(letter: letter, serial: $0).text } == [
        "B001", "B017", "B999", "B1000",
      ]
    )
  }

  @Test func `a directory is an absolute path without detours`() throws {
    try check(
      DirectoryPath.self,
      takes: ["/a", "/var/backups/kim", "/a/...", "/ü", "/" + String(repeating: "a", count: 1023)],
      refuses: [
        "", "/", "a", "a/b", "./a", "/a/", "//a", "/a//b", "/a/./b", "/a/../b", "/..", "/a\nb",
        "/a\u{0}",
        "/a\u{202E}", "/" + String(repeating: "a", count: 1024),
      ]
    )
  }

  @Test func `a page holds 1 to 1,000 entries`() throws {
    for count in [1, 100, 1000] {
      let limit = try #require(PageLimit(count))
      #expect(try JSONText.encode(limit) == Array("\(count)".utf8))
      let back = try JSONValueDecoder.decode(PageLimit.self, from: .integer(Int64(count)))
      #expect(back == limit)
    }
    for count in [Int.min, -1, 0, 1001, .max] {
      #expect(PageLimit(count) == nil)
      #expect(throws: DecodingError.self) {
        _ = try JSONValueDecoder.decode(PageLimit.self, from: .integer(Int64(count)))
      }
    }
    #expect(PageLimit.standard.count == 100)
  }

  @Test func `a personal value hides from every description`() throws {
    let name = Personal(try #require(Label("Canary")))
    struct Holder { let name: Personal<Label> }
    var dumped = ""
    debugPrint(name, Holder(name: name), [name], Optional(name) as Any, to: &dumped)
    dumped += "\(name) \(String(describing: name)) \(String(reflecting: name)) \(Change.set(name))"
    #expect(!dumped.contains("Canary"))
    #expect(name.description == "•")
    #expect(try JSONText.encode(name) == Array("\"Canary\"".utf8))
  }

  @Test func `a control character is whatever may steer a terminal`() {
    for text in steering {
      #expect(text.unicodeScalars.contains(where: Control.isControl))
    }
    for scalar in "aü \u{A0}\u{200D}\u{200F}\u{301}👩".unicodeScalars {
      #expect(!Control.isControl(scalar))
    }
  }
}
