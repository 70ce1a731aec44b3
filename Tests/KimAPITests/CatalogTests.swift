import KimAPI
import Testing

@Suite(.timeLimit(.minutes(5)))
struct CatalogTests {
  @Test func `methods are sorted by name and stand there once`() {
    let names = Catalog.methods.map { $0.name }
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
    #expect(!names.isEmpty)
  }

  @Test(arguments: Catalog.methods.indices)
  func `a name is noun, dot, verb in camel case and the name of its type`(_ index: Int) {
    let method = Catalog.methods[index]
    let parts = method.name.split(separator: ".", omittingEmptySubsequences: false)
    #expect(parts.count == 2)
    for part in parts {
      #expect(part.first?.isLowercase == true)
      #expect(part.allSatisfy { $0.isASCII && $0.isLetter })
    }
    let type = parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    #expect(String(describing: method) == type)
  }

  @Test(arguments: Catalog.methods.indices)
  func `a summary is one short English sentence`(_ index: Int) {
    let summary = Catalog.methods[index].summary
    #expect(summary.hasSuffix(".") && summary.first?.isUppercase == true)
    #expect((10...160).contains(summary.count))
    #expect(!summary.contains("\n") && summary.allSatisfy(\.isASCII))
  }

  @Test(arguments: Catalog.methods.indices)
  func `every method states its kind by conforming to exactly one`(_ index: Int) {
    let method: Any.Type = Catalog.methods[index]
    let kinds = [
      method is any ReadMethod.Type, method is any WriteMethod.Type,
      method is any InstantMethod.Type,
      method is any LongMethod.Type,
    ]
    #expect(kinds.count(where: { $0 }) == 1)
  }

  @Test
  func
    `whoever changes what has a revision must say which, except where a desk acts on what it sees`()
  {
    let lenient = Catalog.methods.filter { method in
      method.paramsShape.fields.contains { $0.name == "ifRev" && !$0.isRequired }
    }
    #expect(
      lenient.map { $0.name } == [
        "case.note", "consent.withdraw", "session.close", "session.settle", "ticket.cancel",
        "ticket.finish",
        "ticket.noShow", "ticket.recall", "ticket.start",
      ]
    )
  }

  @Test(arguments: Catalog.methods.indices)
  func `a list has a limit, a cursor and a next`(_ index: Int) {
    let method = Catalog.methods[index]
    let params = method.paramsShape.fields.map(\.name)
    guard params.contains("cursor") else { return }
    #expect(params.contains("limit"), "\(method.name)")
    #expect(method.outputShape.fields.map(\.name).contains("next"), "\(method.name)")
  }
}
