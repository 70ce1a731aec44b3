import KimAPI
import KimCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct CatalogDocumentTests {
  @Test func `clients/catalog.json is the catalogue of this code`() throws {
    try CheckedIn.expect(
      "clients/catalog.json",
      holds: CatalogDocument.pretty + "\n",
      otherwise: ".build/debug/kimd catalog > clients/catalog.json"
    )
  }

  @Test func `Methods.md is the reference of this code`() throws {
    try CheckedIn.expect(
      "Sources/kimd/kimd.docc/Methods.md",
      holds: CatalogDocument.reference + "\n",
      otherwise: ".build/debug/kimd catalog --reference > Sources/kimd/kimd.docc/Methods.md"
    )
  }

  @Test func `the printed document is the document that is served`() throws {
    #expect(try StrictJSON.parse(CatalogDocument.pretty) == CatalogDocument.openRPC { _ in true })
  }

  /// The names that the references in a value lead to.
  private static func references(in json: JSON) -> [String] {
    switch json {
    case .array(let items): items.flatMap(references)
    case .object(let members):
      members.flatMap { member in
        guard member.key == "$ref", let target = member.value.text else {
          return references(in: member.value)
        }
        let start = "#/components/schemas/"
        return [target.hasPrefix(start) ? String(target.dropFirst(start.count)) : "no: " + target]
      }
    default: []
    }
  }

  /// The shared types that the methods of a document lead to, one by the other.
  static func reached(in document: JSON) -> Set<String> {
    var reached: Set<String> = []
    var next = references(in: document["methods"] ?? .null)
    while let name = next.popLast() {
      guard reached.insert(name).inserted else { continue }
      next += references(in: document["components"]?["schemas"]?[name] ?? .null)
    }
    return reached
  }

  @Test func `every reference of the document leads to a type, and every type is referred to`() {
    let document = CatalogDocument.openRPC { _ in true }
    let stated = (document["components"]?["schemas"]?.members ?? []).map(\.key)
    #expect(stated == stated.sorted() && stated.count > 80)
    #expect(Self.reached(in: document).sorted() == stated)
    let allowed = stated.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
    #expect(allowed, "a key of components as OpenRPC has it")
  }

  @Test(arguments: ["case.close", "rpc.hello", "organisation.load"])
  func `the document of one method has just its types`(_ name: String) {
    let document = CatalogDocument.openRPC { $0.name == name }
    #expect(document["methods"]?.items?.count == 1)
    let stated = (document["components"]?["schemas"]?.members ?? []).map(\.key)
    #expect(!stated.isEmpty && stated.count < 40)
    #expect(Self.reached(in: document).sorted() == stated)
  }

  @Test func `an enumeration is written out once`() {
    let schemas = CatalogDocument.openRPC { _ in true }["components"]?["schemas"]?.members ?? []
    let enumerations = schemas.count { $0.value["enum"] != nil }
    let written = CatalogDocument.pretty.split(separator: "\n").count { $0.contains("\"enum\"") }
    #expect(enumerations > 20 && written == enumerations)
  }

  @Test func `a method takes at most sixty lines of the document, types and all`() {
    let lines = CatalogDocument.pretty.split(separator: "\n").count
    #expect(lines <= 60 * Catalog.methods.count, "\(lines) lines")
  }

  @Test func `the reference names every method, key and mark of what is personal`() throws {
    let lines = CatalogDocument.reference.split(separator: "\n")
    for method in Catalog.methods {
      let start = try #require(lines.firstIndex(of: "### \(method.name)"))
      let section = lines[start...].dropFirst().prefix { !$0.hasPrefix("#") }
      for field in method.paramsShape.fields {
        let row = try #require(section.first { $0.hasPrefix("| `\(field.name)` |") })
        let cells = row.split(separator: "|", omittingEmptySubsequences: false).dropLast().suffix(2)
        #expect(cells.map { $0.contains("yes") } == [field.isRequired, field.shape.isPersonal])
      }
    }
  }

  @Test func `every link of the reference leads to a heading`() {
    let lines = CatalogDocument.reference.split(separator: "\n")
    let headings = Set(
      lines.filter { $0.hasPrefix("#") }.map { line in
        "(#" + line.drop { $0 == "#" || $0 == " " }.lowercased().replacing(" ", with: "-") + ")"
      }
    )
    let links = lines.flatMap { line in
      line.split(separator: "]").dropFirst().filter { $0.hasPrefix("(#") }.map {
        String($0.prefix { $0 != ")" }) + ")"
      }
    }
    #expect(links.count > 200)
    #expect(Set(links).subtracting(headings).sorted() == [])
  }
}
