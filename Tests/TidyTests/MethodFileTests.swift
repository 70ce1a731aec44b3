import Testing

@Suite(.timeLimit(.minutes(5)))
struct MethodFileTests {
  /// The types of the catalogue, in its order.
  private static let methods: [String] = {
    let catalog = Tree.files.first { $0.path == "Sources/KimAPI/Catalog.swift" }
    return (catalog?.code ?? []).map(\.trimmed).filter { $0.hasSuffix(".self,") }.map {
      String($0.dropLast(6))
    }
  }()

  private static func missing(_ folder: String, _ suffix: String) -> [String] {
    methods.filter { method in
      Tree.files.count { $0.isIn(folder) && $0.name == method + suffix } != 1
    }.map { "\(folder)/…/\($0)\(suffix)" }
  }

  @Test func `every method of the catalogue has one file with its declaration`() {
    #expect(Self.methods.count > 50)
    Tree.expectNone(Self.missing("Sources/KimAPI", ".swift"), "not there, or twice")
  }

  @Test func `every method of the catalogue has one file with its handler`() {
    Tree.expectNone(Self.missing("Sources/KimCore", ".swift"), "not there, or twice")
  }

  @Test func `every method of the catalogue has one file of tests`() {
    Tree.expectNone(Self.missing("Tests/KimCoreTests", "Tests.swift"), "not there, or twice")
  }

  @Test func `every declaration of a method stands in the catalogue`() {
    let kinds = ["ReadMethod", "WriteMethod", "InstantMethod", "LongMethod"]
    let declared = Tree.sources.filter { file in
      file.isIn("Sources/KimAPI")
        && file.code.contains { line in
          line.hasPrefix("public enum ") && kinds.contains { line.holds($0) }
        }
    }
    let found = declared.filter { !Self.methods.contains(String($0.name.dropLast(6))) }.map(\.path)
    Tree.expectNone(found, "declared and not in Catalog.swift")
    #expect(declared.count == Self.methods.count)
  }

  @Test func `declaration, handler and test of a method lie in rooms`() {
    let found = Self.methods.flatMap { method in
      Tree.files.filter { [method + ".swift", method + "Tests.swift"].contains($0.name) }.filter {
        file in
        file.path.split(separator: "/").count != 4
      }
    }.map(\.path)
    Tree.expectNone(found, "not in a room")
  }
}
