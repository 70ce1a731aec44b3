import KimAPI
import Testing

/// The classes of the public JSON test suites: what every reader takes, what every reader refuses, and what readers
/// disagree about, where kim-rpc always refuses.
@Suite(.timeLimit(.minutes(5)))
struct StrictJSONTests {
  private static func reason(_ bytes: [UInt8]) -> String? {
    do throws(StrictJSON.Refusal) {
      _ = try StrictJSON.parse(bytes)
      return nil
    } catch {
      return error.reason
    }
  }

  private static func nested(_ depth: Int) -> [UInt8] {
    Array(repeating: UInt8(ascii: "["), count: depth)
      + Array(repeating: UInt8(ascii: "]"), count: depth)
  }

  @Test(arguments: [
    "[]", "{}", "[[]   ]", "[\"\"]", "[null]", "[1\n]", " [1]", "[1,null,null,null,2]", "[2] ",
    "[123]",
    "[-0]", "[-123]", "[0e+1]", "[0e1]", "[1E22]", "[1E-2]", "[1e-2]", "[123.456789]", "null",
    "true", "false",
    "42", "-1", "\"asd\"", "\" \"", "{\"asd\":\"sdf\",\"dfg\":\"fgh\"}", "{\"\":0}",
    "{\"a\":[]}", "{\n\"a\":\"b\"\n}", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\uD801\\udc37\"]",
    "[\"\u{7F}\"]", "[\"\u{2028}\u{2029}\u{85}\"]", "[\"\u{FFFF}\u{10FFFF}\"]", "[\"a/*b*/c\"]",
    "\t[\r\n1 ,\t2 ]\r\n", "{\"a\":1,\"A\":2}", "{\"a\":{\"a\":1}}",
  ])
  func `a text that every reader takes is taken`(_ text: String) throws {
    #expect(Self.reason(Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    "", " ", "[", "]", "{", "}", "[1", "[1,", "[,1]", "[1,,2]", "[1,]", "[,]", "[1 true]", "[a",
    "[\"", "[\"a",
    "[1 2]", "{\"a\"}", "{\"a\":", "{\"a\" 1}", "{\"a\":1,}", "{,}", "{1:1}", "{a:1}", "{'a':0}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1,,\"b\":2}", "{\"a\":a", "{:1}", "{null:1}", "[tru]", "[nul]", "[True]", "[NaN]",
    "[Infinity]",
    "[-Infinity]", "[+1]", "[.5]", "[1.]", "[-]", "[--1]", "[1e]", "[1e+]", "[0x1]", "[1_000]",
    "[01]", "[-01]",
    "[00]", "[2.e3]", "[1.2.3]", "[\u{FF11}]", "[\"\\x00\"]", "[\"\\a\"]", "[\"\\\"]",
    "[\"\\u12\"]",
    "[\"\\u00G0\"]", "[\"\\U0041\"]", "['a']", "[\"a\nb\"]", "[\"a\tb\"]", "[\"a\u{1}b\"]",
    "// a\n[1]",
    "[1]/**/", "[1]#", "[1][2]", "[1]x", "{}}", "[]]", "\"a\"\"b\"", "1 2", "null null", "\u{C}[]",
    "[\u{A0}1]",
    "<null>", "*", "\u{2060}[]",
  ])
  func `a text that is no JSON is refused`(_ text: String) {
    #expect(Self.reason(Array(text.utf8)) != nil)
  }

  @Test(arguments: [
    #"{"a":1,"a":1}"#, #"{"a":1,"b":2,"a":3}"#, #"{"a":1,"\u0061":2}"#, #"{"\u0061":1,"a":2}"#,
    #"{"/":1,"\/":2}"#, #"{"x":{"k":1,"k":2}}"#, #"[{"":1,"":2}]"#,
  ])
  func `a key that stands twice is refused, escaped spellings too`(_ text: String) {
    #expect(Self.reason(Array(text.utf8)) == "duplicate key")
  }

  @Test func `a key that stands twice in a long object is refused`() {
    let many = (0..<5000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    #expect(Self.reason(Array("{\(many)}".utf8)) == nil)
    #expect(Self.reason(Array("{\(many),\"k4999\":0}".utf8)) == "duplicate key")
    #expect(Self.reason(Array("{\(many),\"\\u006b3\":0}".utf8)) == "duplicate key")
  }

  @Test func `depth 32 is taken and depth 33 is refused`() {
    #expect(Self.reason(Self.nested(32)) == nil)
    #expect(Self.reason(Self.nested(33)) == "nesting deeper than 32")
    let object = String(repeating: "{\"a\":", count: 33) + "1" + String(repeating: "}", count: 33)
    #expect(Self.reason(Array(object.utf8)) == "nesting deeper than 32")
    let siblings = "[" + Array(repeating: "[[]]", count: 100).joined(separator: ",") + "]"
    #expect(Self.reason(Array(siblings.utf8)) == nil)
  }

  @Test func `a hundred thousand opening brackets are refused at the bound`() {
    let bytes = Array(repeating: UInt8(ascii: "["), count: 100_000)
    do throws(StrictJSON.Refusal) {
      _ = try StrictJSON.parse(bytes)
      Issue.record("taken")
    } catch {
      #expect(error.reason == "nesting deeper than 32" && error.offset == 32)
    }
    #expect(Self.reason(Array(String(repeating: "[{\"\":", count: 50_000).utf8)) != nil)
  }

  @Test(arguments: [
    #"["\uD800"]"#, #"["\uDBFF"]"#, #"["\uDC00"]"#, #"["\uDFFF"]"#, #"["\uD800x"]"#,
    #"["\uD800\n"]"#,
    #"["\uD800\uD800"]"#, #"["\uDC00\uD800"]"#, #"["\uD834\u0041"]"#, #"{"\uD800":1}"#,
  ])
  func `a lone surrogate is refused`(_ text: String) {
    #expect(Self.reason(Array(text.utf8)) == "lone surrogate")
  }

  @Test(arguments: [
    "[\"a\u{0}b\"]", "[\u{0}1]", "\u{0}", #"["a\u0000b"]"#, #"{"\u0000":1}"#, "[\"\\n\u{0}\"]",
  ])
  func `NUL is refused, raw and escaped`(_ text: String) {
    #expect(Self.reason(Array(text.utf8)) == "NUL")
  }

  @Test func `NUL after a whole text is a trailing byte`() {
    #expect(Self.reason(Array("[1]\u{0}".utf8)) == "trailing bytes")
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xC1, 0xBF], [0xF0, 0x80, 0x80, 0x80],
      [0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80],
      [0xF8, 0x88, 0x80, 0x80, 0x80], [0x80], [0xC3], [0xE2, 0x82], [0xE5, 0x41],
    ] as [[UInt8]]
  )
  func `bytes that are no UTF-8 are refused, overlong ones and surrogates too`(_ bytes: [UInt8]) {
    let quote = [UInt8(ascii: "\"")]
    #expect(Self.reason(quote + bytes + quote) == "invalid UTF-8")
    #expect(Self.reason(quote + Array("\\n".utf8) + bytes + quote) == "invalid UTF-8")
    #expect(Self.reason(bytes) != nil)
  }

  @Test func `a byte order mark and UTF-16 are refused`() {
    #expect(Self.reason([0xEF, 0xBB, 0xBF] + Array("{}".utf8)) == "byte order mark")
    #expect(Self.reason([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]) == "unexpected character")
    #expect(Self.reason([0xFE, 0xFF, 0x00, 0x7B, 0x00, 0x7D]) == "unexpected character")
    #expect(Self.reason([0x7B, 0x00, 0x7D, 0x00]) != nil)
    #expect(Self.reason([0x00, 0x7B, 0x00, 0x7D]) == "NUL")
  }

  @Test(arguments: [
    ("1.0", JSON.number("1.0")), ("1e400", .number("1e400")), ("-1E-2", .number("-1E-2")),
    ("1e2", .number("1e2")),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number("9223372036854775808")),
    ("-9223372036854775809", .number("-9223372036854775809")), ("0", 0), ("-0", 0),
  ])
  func `only a whole number of 64 bits is an integer`(_ text: String, _ value: JSON) throws {
    #expect(try StrictJSON.parse(text) == value)
  }

  @Test func `a carriage return around a text is space`() throws {
    #expect(try StrictJSON.parse("{\"a\":\r\n1}\r") == ["a": 1])
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9""#, "\u{E9}"),
    (#""\u20AC\u20ac""#, "\u{20AC}\u{20AC}"),
    (#""\uD834\uDD1E""#, "\u{1D11E}"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
    (#""\u0001\u001f\u007f""#, "\u{1}\u{1F}\u{7F}"),
    (#""\u2028""#, "\u{2028}"), (#""\\u0041""#, "\\u0041"), (#""a\ufeffb""#, "a\u{FEFF}b"),
  ])
  func `an escape stands for its character and comes back from the writer`(
    _ text: String,
    _ value: String
  ) throws {
    let parsed = try StrictJSON.parse(text)
    let scalars = try #require(parsed.text).unicodeScalars
    #expect(scalars.elementsEqual(value.unicodeScalars))
    #expect(try StrictJSON.parse(parsed.line) == parsed)
  }

  @Test func `a refusal names the byte and quotes nothing`() {
    do throws(StrictJSON.Refusal) {
      _ = try StrictJSON.parse(#"{"familyName":"Probe",}"#)
      Issue.record("taken")
    } catch {
      #expect(error.offset == 22)
      #expect(!error.reason.contains("Probe"))
    }
  }

  @Test func `every beginning of a text is refused and no single bit flip stops the reader`() throws
  {
    let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\n",true,null],"b":{"c":"ü"}}"#.utf8)
    #expect(Self.reason(text) == nil)
    for count in text.indices {
      #expect(Self.reason(Array(text[..<count])) != nil, "the first \(count) bytes")
    }
    for index in text.indices {
      for bit in 0..<8 {
        var flipped = text
        flipped[index] ^= 1 << bit
        guard let value = try? StrictJSON.parse(flipped) else { continue }
        #expect(try StrictJSON.parse(value.line) == value)
      }
    }
  }
}
