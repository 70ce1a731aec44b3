import KimAPI
import KimCore
import Testing

@Suite(.timeLimit(.minutes(1)))
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
}
