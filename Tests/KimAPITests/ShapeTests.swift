import KimAPI
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ShapeTests {
  private enum Probed: InstantMethod {
    static let name = "probe.shape"
    static let permission = Permission.connect
    static let summary = "Shows every kind of field."

    struct Part: Codable, Sendable {
      var from: Day
      var note: Personal<LongText>?
    }

    struct Params: Codable, Sendable {
      var flag: Bool
      var flagMaybe: Bool?
      var count: Int
      var countMaybe: Int64?
      var text: String?
      var id: ID<Case>
      var limit: PageLimit?
      var day: Weekday
      var dayMaybe: Weekday?
      var name: Personal<Label>
      var email: Personal<EmailAddress>?
      var phone: Change<Personal<PhoneNumber>>?
      var state: Change<CaseState>?
      var slugs: [Slug<Site>]
      var days: [Weekday]?
      var part: Part
      var parts: [Part]?
      var people: [Personal<Label>]?
    }

    typealias Output = NoParams
  }

  private static let shape = Probed.paramsShape

  private static func field(_ name: String) throws -> Shape.Field {
    try #require(shape.fields.first { $0.name == name })
  }

  private static let good: JSON = [
    "flag": true, "count": 1, "id": "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b", "day": "mon",
    "name": "Probe",
    "slugs": ["nord"], "part": ["from": "2026-11-23"],
  ]

  private static func replaced(_ key: String, _ value: JSON) -> JSON {
    .object((good.members ?? []).filter { $0.key != key } + [.init(key, value)])
  }

  @Test func `a probe writes down every key in its order and which must be there`() {
    let fields = Self.shape.fields
    #expect(
      fields.map(\.name) == [
        "flag", "flagMaybe", "count", "countMaybe", "text", "id", "limit", "day", "dayMaybe",
        "name", "email",
        "phone", "state", "slugs", "days", "part", "parts", "people",
      ]
    )
    #expect(
      fields.filter(\.isRequired).map(\.name) == [
        "flag", "count", "id", "day", "name", "slugs", "part",
      ]
    )
  }

  @Test func `a probe tells kinds apart`() throws {
    let day = Shape.choice(Weekday.allCases.map(\.rawValue), type: .init(Weekday.self))
    let state = Shape.choice(CaseState.allCases.map(\.rawValue), type: .init(CaseState.self))
    #expect(try Self.field("flag").shape == .boolean)
    #expect(try Self.field("flagMaybe").shape == .boolean)
    #expect(try Self.field("count").shape == .integer(.min ... .max))
    #expect(try Self.field("countMaybe").shape == .integer(.min ... .max))
    #expect(try Self.field("text").shape == String.shape)
    #expect(try Self.field("id").shape == ID<Case>.shape)
    #expect(try Self.field("limit").shape == .integer(1...1000))
    #expect(try Self.field("day").shape == day)
    #expect(try Self.field("dayMaybe").shape == day)
    #expect(try Self.field("name").shape == .personal(Label.shape))
    #expect(try Self.field("phone").shape == .clearable(.personal(PhoneNumber.shape)))
    #expect(try Self.field("state").shape == .clearable(state))
    #expect(try Self.field("slugs").shape == .array(Slug<Site>.shape))
    #expect(try Self.field("days").shape == .array(day))
    #expect(try Self.field("parts").shape == .array(Self.field("part").shape))
    #expect(try Self.field("part").shape.fields.map(\.isRequired) == [true, false])
    #expect(Probed.outputShape == .object([], type: .init(NoParams.self)))
    #expect(Probed.kind == "instant")
  }

  @Test func `a probe knows what is personal, inside changes and lists too`() throws {
    let personal = Self.shape.fields.filter(\.shape.isPersonal).map(\.name)
    #expect(personal == ["name", "email", "phone", "people"])
  }

  @Test func `a value of the shape has no flaw`() {
    #expect(Self.shape.flaws(in: Self.good).isEmpty)
    #expect(Self.shape.flaws(in: Self.replaced("phone", .null)).isEmpty)
    #expect(Self.shape.flaws(in: Self.replaced("phone", "110")).isEmpty)
    #expect(Self.shape.flaws(in: Self.replaced("limit", 1000)).isEmpty)
  }

  @Test func `every flaw is told at once, with its path`() {
    let bad: JSON = [
      "flag": 1, "count": "1", "id": "1", "limit": 0, "day": "montag", "name": .null,
      "email": "nobody",
      "phone": 1, "slugs": ["nord", "NORD", 3], "part": ["note": "x", "form": "x"],
      "parts": [["from": "2026-02-30"]], "nmae": 1,
    ]
    let told = Self.shape.flaws(in: bad).map { "\($0.path) \($0.kind)" }
    #expect(
      told.sorted() == [
        "count wrong_type", "day wrong_value", "email wrong_value", "flag wrong_type",
        "id wrong_value",
        "limit wrong_value", "name wrong_type", "nmae unknown_key", "part.form unknown_key",
        "part.from missing",
        "parts[0].from wrong_value", "phone wrong_type", "slugs[1] wrong_value",
        "slugs[2] wrong_type",
      ]
    )
  }

  @Test func `a flaw quotes no value`() {
    let flaws = Self.shape.flaws(in: Self.replaced("email", "canary canary"))
    #expect(flaws == [.init(path: "email", kind: "wrong_value", expected: EmailAddress.expected)])
  }

  @Test func `null is no value where nothing can be cleared`() {
    let names = [
      "flag", "flagMaybe", "count", "countMaybe", "text", "limit", "dayMaybe", "email", "days",
      "part",
    ]
    for name in names {
      let flaws = Self.shape.flaws(in: Self.replaced(name, .null))
      #expect(flaws.map { "\($0.path) \($0.kind)" } == ["\(name) wrong_type"])
    }
  }

  @Test func `an unknown key is named, cut, with the known ones beside it`() throws {
    let long = String(repeating: "e\u{301}", count: 500)
    let flaws = Self.shape.flaws(in: Self.replaced(long, 1))
    let flaw = try #require(flaws.first)
    #expect(flaws.count == 1 && flaw.kind == "unknown_key")
    #expect(flaw.path.unicodeScalars.count == 64)
    #expect(flaw.expected.hasPrefix("one of flag, flagMaybe, count"))
  }

  @Test func `the number of flaws is bounded whatever comes`() {
    let unknown = JSON.object((0..<10_000).map { .init("k\($0)", 1) })
    #expect(Self.shape.flaws(in: unknown).count == Shape.flawsMax)
    let parts = JSON.array(Array(repeating: [:], count: 1000))
    #expect(Self.shape.flaws(in: Self.replaced("parts", parts)).count == Shape.flawsMax)
    let slugs = JSON.array(Array(repeating: 1, count: 1000))
    #expect(Self.shape.flaws(in: Self.replaced("slugs", slugs)).count == Shape.flawsMax)
  }

  @Test func `a list has a bound`() {
    let slugs = JSON.array(Array(repeating: "a", count: Shape.elementsMax))
    #expect(Self.shape.flaws(in: Self.replaced("slugs", slugs)).isEmpty)
    let more = JSON.array(Array(repeating: "a", count: Shape.elementsMax + 1))
    #expect(Self.shape.flaws(in: Self.replaced("slugs", more)).map(\.kind) == ["too_many"])
  }

  @Test(arguments: [1, "x", true, .null, [], .number("1.5")] as [JSON])
  func `what is no object has one flaw at the empty path`(_ value: JSON) {
    let flaws = Self.shape.flaws(in: value)
    #expect(flaws == [.init(path: "", kind: "wrong_type", expected: "an object")])
  }

  @Test func `the schema of a shape closes objects and marks what is personal`() throws {
    let schema = Self.shape.jsonSchema
    #expect(schema["additionalProperties"] == false)
    #expect(schema["properties"]?["name"] == ["$ref": "#/components/schemas/PersonalOfLabel"])
    #expect(schema["properties"]?["limit"]?["maximum"] == 1000)
    #expect(schema["properties"]?["phone"]?["anyOf"]?[1] == ["type": "null"])
    #expect(schema["properties"]?["parts"]?["items"] == ["$ref": "#/components/schemas/Part"])
    #expect(schema["required"]?.items?.count == 7)
  }

  @Test(arguments: Catalog.methods.indices)
  func `every method of the catalogue has object shapes without a key twice`(_ index: Int) {
    let method = Catalog.methods[index]
    for shape in [method.paramsShape, method.outputShape] {
      guard case .object(let fields, _) = shape else {
        Issue.record("\(method.name) is no object")
        continue
      }
      #expect(Set(fields.map(\.name)).count == fields.count)
      #expect(!fields.contains { $0.name == "_meta" }, "_meta is reserved")
    }
  }
}
