import Testing

@Suite(.timeLimit(.minutes(5)))
struct ImportTests {
  /// What each target may import: the table of targets, module by module.
  private static let allowed: [String: Set<String>] = [
    "KimAPI": ["FoundationEssentials"],
    "KimClient": ["KimAPI", "FoundationEssentials", "Glibc"],
    "kimctl": ["KimAPI", "KimClient", "ArgumentParser", "Glibc"],
    "kimbench": [
      "KimAPI", "KimClient", "ArgumentParser", "CSQLite", "Glibc", "Dispatch", "Synchronization",
    ],
    "KimCore": [
      "KimAPI", "GRDB", "Crypto", "CSQLite", "Logging", "Foundation", "FoundationEssentials",
      "Glibc", "Dispatch",
      "Synchronization",
    ],
    "KimSocket": ["NIOCore", "NIOPosix", "Logging", "Glibc", "Synchronization"],
    "Systemd": ["CSystemd", "Logging", "Glibc", "FoundationEssentials"],
    "kimd": [
      "KimAPI", "KimCore", "KimSocket", "Systemd", "ServiceLifecycle", "UnixSignals",
      "ArgumentParser", "Logging",
      "Glibc", "Dispatch", "Synchronization", "FoundationEssentials",
    ],
    "KimTestSupport": [
      "KimAPI", "KimCore", "FoundationEssentials", "Glibc", "Logging", "Synchronization",
    ],
  ]

  private struct Import {
    let file: Tree.File
    let line: Int
    let module: String
    var place: String { "\(file.path):\(line): \(module)" }
  }

  private static let imports: [Import] = Tree.sources.flatMap { file in
    file.code.enumerated().compactMap { index, line in
      module(line).map { Import(file: file, line: index + 1, module: $0) }
    }
  }

  /// The module that a line imports, whatever stands before or behind.
  private static func module(_ line: String) -> String? {
    let words = line.split(separator: " ")
    guard let at = words.firstIndex(of: "import"), at + 1 < words.count else { return nil }
    let before: Set<Substring> = ["public", "package", "internal", "private", "fileprivate"]
    guard words[..<at].allSatisfy({ before.contains($0) || $0.hasPrefix("@") }) else { return nil }
    let kinds: Set<Substring> = [
      "func", "struct", "enum", "class", "protocol", "let", "var", "typealias",
    ]
    let name = kinds.contains(words[at + 1]) ? words.dropFirst(at + 2).first : words[at + 1]
    return name?.split(separator: ".").first.map(String.init)
  }

  /// The imports of a module outside the files that may have it.
  private static func strays(_ module: String, _ mayHave: (Tree.File) -> Bool) -> [String] {
    let all = imports.filter { $0.module == module }
    #expect(!all.isEmpty, "nobody imports \(module) any more")
    return all.filter { !mayHave($0.file) }.map(\.place)
  }

  @Test func `every target imports only what its wall lets through`() {
    #expect(Self.imports.count > 200)
    let found = Self.imports.filter { Self.allowed[$0.file.target]?.contains($0.module) != true }
      .map(\.place)
    Tree.expectNone(found, "imports that no wall lets through")
  }

  @Test func `only KimSocket imports NIO`() {
    Tree.expectNone(Self.strays("NIOCore") { $0.target == "KimSocket" }, "NIO elsewhere")
    Tree.expectNone(Self.strays("NIOPosix") { $0.target == "KimSocket" }, "NIO elsewhere")
  }

  @Test func `only the SQLite engine imports GRDB`() {
    let found = Self.strays("GRDB") { $0.isIn("Sources/KimCore/Store/SQLite") }
    Tree.expectNone(found, "GRDB elsewhere")
  }

  @Test func `only Seal imports Crypto`() {
    Tree.expectNone(Self.strays("Crypto") { $0.isIn("Sources/KimCore/Seal") }, "Crypto elsewhere")
  }

  @Test func `only Systemd imports libsystemd`() {
    Tree.expectNone(Self.strays("CSystemd") { $0.target == "Systemd" }, "CSystemd elsewhere")
  }

  @Test func `only the SQLite engine imports SQLite's own functions`() {
    let found = Self.strays("CSQLite") {
      $0.isIn("Sources/KimCore/Store/SQLite") || $0.target == "kimbench"
    }
    Tree.expectNone(found, "CSQLite elsewhere")
  }

  @Test func `KimAPI depends on nothing of ours`() {
    let ours = Set(Self.allowed.keys)
    let found = Self.imports.filter { $0.file.target == "KimAPI" && ours.contains($0.module) }.map(
      \.place
    )
    Tree.expectNone(found, "KimAPI leans on")
  }

  @Test func `kimctl carries no GRDB, no NIO and no Foundation`() {
    let heavy = ["GRDB", "NIOCore", "NIOPosix", "Foundation", "FoundationEssentials", "KimCore"]
    let found = Self.imports.filter { $0.file.target == "kimctl" && heavy.contains($0.module) }.map(
      \.place
    )
    Tree.expectNone(found, "too heavy for a command")
  }

  @Test func `every target of the sources has its wall`() {
    let targets = Set(Tree.sources.map(\.target))
    #expect(targets.symmetricDifference(Self.allowed.keys).isEmpty)
  }
}
