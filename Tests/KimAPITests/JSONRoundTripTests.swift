import KimAPI
import Testing

@Suite(.timeLimit(.minutes(5)))
struct JSONRoundTripTests {
  private struct Inner: Codable, Equatable {
    var word: String
    var numbers: [Int64]
  }

  private struct Whole: Codable, Equatable {
    var flag: Bool
    var count: Int
    var maybe: Int?
    var name: String?
    var on: Bool?
    var inner: Inner
    var list: [Inner]
    var lists: [[Bool]]
    var day: Weekday
    var change: Change<Label>?
    var free: JSON
  }

  private static func whole(change: Change<Label>?) -> Whole {
    Whole(
      flag: true,
      count: -7,
      inner: .init(word: "a\"\\\n\u{1}ü\u{2028}", numbers: [.min, 0, 9, 10, .max]),
      list: [.init(word: "", numbers: []), .init(word: "/", numbers: [1])],
      lists: [[], [true, false]],
      day: .sun,
      change: change,
      free: ["z": .null, "a": [1, .number("1.5"), true]]
    )
  }

  private static func decode<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
    try JSONValueDecoder.decode(type, from: StrictJSON.parse(text))
  }

  @Test func `what is written is read back equal`() throws {
    for change in [nil, .clear, .set(try #require(Label("neu")))] as [Change<Label>?] {
      let whole = Self.whole(change: change)
      let read = try JSONValueDecoder.decode(
        Whole.self,
        from: StrictJSON.parse(JSONText.encode(whole))
      )
      #expect(read == whole)
    }
  }

  @Test func `the text is compact, in the order of the declaration, without absent keys`() throws {
    let text = String(decoding: try JSONText.encode(Self.whole(change: nil)), as: UTF8.self)
    #expect(
      text == #"{"flag":true,"count":-7,"inner":{"word":"a\"\\\n\u0001ü"# + "\u{2028}"
        + #"","numbers":[-9223372036854775808,0,9,10,9223372036854775807]},"#
        + #""list":[{"word":"","numbers":[]},{"word":"/","numbers":[1]}],"lists":[[],[true,false]],"#
        + #""day":"sun","free":{"z":null,"a":[1,1.5,true]}}"#
    )
  }

  @Test func `a written text is always one line`() throws {
    let scalars = (0..<0x3000).compactMap(Unicode.Scalar.init)
    let text = String(String.UnicodeScalarView(scalars))
    let bytes = JSONText.encode(["key\n\r": .string(text)])
    #expect(!bytes.contains(0x0A) && !bytes.contains(0x0D))
    #expect(bytes.allSatisfy { $0 >= 0x20 })
  }

  @Test func `absent keeps, null clears, a value sets`() throws {
    struct Update: Codable, Equatable { var name: Change<Personal<Label>>? }
    #expect(try Self.decode(Update.self, "{}").name == nil)
    #expect(try Self.decode(Update.self, #"{"name":null}"#).name == .clear)
    let set = try Self.decode(Update.self, #"{"name":"Probe"}"#).name
    #expect(set == .set(Personal(try #require(Label("Probe")))))
    #expect(set?.value?.value.text == "Probe")
    #expect(Change<Label>.clear.value == nil)
    #expect(try JSONText.encode(Update(name: nil)) == Array("{}".utf8))
    #expect(try JSONText.encode(Update(name: .clear)) == Array(#"{"name":null}"#.utf8))
    #expect(try JSONText.encode(Update(name: set)) == Array(#"{"name":"Probe"}"#.utf8))
  }

  @Test(arguments: [
    #"{"count":1.0}"#, #"{"count":"1"}"#, #"{"count":true}"#, #"{"count":null}"#, "{}", "[]",
    "null", "1",
    #"{"count":9223372036854775808}"#,
  ])
  func `nothing is taken for an integer that is none`(_ text: String) {
    struct Count: Codable { var count: Int }
    #expect(throws: DecodingError.self) { _ = try Self.decode(Count.self, text) }
  }

  @Test func `floating point is no wire type`() {
    struct Fraction: Codable { var value: Double }
    #expect(throws: DecodingError.self) { _ = try Self.decode(Fraction.self, #"{"value":1}"#) }
  }

  @Test func `an unknown word of an enumeration is refused`() throws {
    #expect(try Self.decode([Weekday].self, #"["mon","sun"]"#) == [.mon, .sun])
    #expect(throws: DecodingError.self) { _ = try Self.decode([Weekday].self, #"["Mon"]"#) }
  }

  @Test func `accessors give what is there and nil for all else`() {
    let value: JSON = ["a": [1, "x", true, .null], "b": ["c": 2]]
    #expect(value["a"]?[0]?.integer == 1)
    #expect(value["a"]?[1]?.text == "x")
    #expect(value["a"]?[2]?.boolean == true)
    #expect(value["a"]?[3] == .null)
    #expect(value["a"]?[4] == nil && value["a"]?[-1] == nil && value["a"]?["c"] == nil)
    #expect(value["b"]?["c"]?.integer == 2)
    #expect(value["b"]?.members?.count == 1 && value["a"]?.items?.count == 4)
    #expect(value["b"]?.text == nil && value["b"]?.integer == nil && value["b"]?.boolean == nil)
    #expect(value["b"]?.items == nil && value["a"]?.members == nil && value["c"] == nil)
  }

  @Test func `the id of a request is a string of at most 128 bytes or an integer`() {
    let longest = String(repeating: "x", count: 128)
    for value in [.string(longest), "", 0, .integer(.min)] as [JSON] {
      #expect(RequestID(value)?.json == value)
    }
    let wrong: [JSON] = [.string(longest + "x"), .null, true, .number("1.5"), [1], ["a": 1]]
    for value in wrong { #expect(RequestID(value) == nil) }
  }
}
