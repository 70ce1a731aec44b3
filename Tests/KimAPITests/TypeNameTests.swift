import KimAPI
import Testing

@Suite(.timeLimit(.minutes(5)))
struct TypeNameTests {
  private struct First: Codable, Sendable {
    struct Part: Codable, Sendable { var day: Day }
    var part: Part
  }

  private struct Second: Codable, Sendable {
    struct Part: Codable, Sendable { var day: Day }
    var part: Part
  }

  private enum Probed: InstantMethod {
    static let name = "probe.types"
    static let permission = Permission.connect
    static let summary = "Meets types of every kind."

    struct Params: Codable, Sendable {
      var `case`: ID<Case>
      var others: [ID<Case>]?
      var site: Slug<Site>?
      var number: Number<Client>?
      var manager: Change<ID<Staff>>?
      var state: CaseState?
      var email: Personal<EmailAddress>?
      var day: Day?
      var text: String?
      var limit: PageLimit?
    }

    typealias Output = Page<CaseSummary>
  }

  private static func shape(_ name: String) throws -> Shape {
    try #require(Probed.paramsShape.fields.first { $0.name == name }?.shape)
  }

  @Test func `a shape is of the type that it was read off`() throws {
    #expect(try Self.shape("state").type?.text == "CaseState")
    #expect(try Self.shape("case").type?.text == "IDOfCase")
    #expect(try Self.shape("manager").type?.text == "IDOfStaff")
    #expect(try Self.shape("email").type?.text == "EmailAddress")
    #expect(try Self.shape("text").type == nil && Self.shape("limit").type == nil)
    #expect(Probed.outputShape.type?.text == "PageOfCaseSummary")
    #expect(Probed.outputShape.type?.base == "Page")
    #expect(Shape.TypeName(Receipt<Case>.self).text == "ReceiptOfCase")
    #expect(Shape.TypeName(Page<[ID<Case>]>.self).text == "PageOfArrayOfIDOfCase")
  }

  @Test func `what a method has of its own bears no name`() {
    #expect(Probed.paramsShape.type == nil && Probed.paramsShape.sharedName == nil)
    #expect(SessionSettle.outputShape.type == nil)
  }

  @Test func `an id, a slug and a number say whose they are`() throws {
    #expect(try Self.shape("case").of == "Case" && Self.shape("others").of == "Case")
    #expect(try Self.shape("site").of == "Site" && Self.shape("number").of == "Client")
    #expect(try Self.shape("manager").of == "Staff")
    #expect(try Self.shape("day").of == nil && Self.shape("state").of == nil)
    #expect(ID<Case>.shape != ID<Client>.shape)
  }

  @Test func `types are gathered once, however deep they lie`() {
    let types = SharedTypes(of: [Probed.self])
    let expected = [
      "CaseState", "CaseSummary", "Day", "EmailAddress", "IDOfCase", "IDOfStaff", "Label",
      "NumberOfCase", "NumberOfClient", "PageOfCaseSummary", "PersonalOfEmailAddress",
      "RefOfMunicipality", "RefOfStaff", "SlugOfMunicipality", "SlugOfSite", "Timestamp", "Token",
    ]
    #expect(types.shapes.keys.sorted() == expected)
    #expect(types.clashes.isEmpty)
  }

  @Test func `two types under one name are noticed though they look alike`() {
    var types = SharedTypes()
    types.add(RequestMeta.shape)
    types.add(.object([], type: .init(First.Part.self)))
    #expect(types.clashes.isEmpty)
    types.add(.array(.object([], type: .init(Second.Part.self))))
    #expect(types.clashes == ["Part"])
  }

  @Test func `no two types of the catalogue bear one name`() {
    var types = SharedTypes(of: Catalog.methods)
    types.add(RequestMeta.shape)
    types.add(ResultMeta.shape)
    #expect(types.shapes.count > 80)
    #expect(types.clashes.isEmpty)
  }
}
