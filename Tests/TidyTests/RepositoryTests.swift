import FoundationEssentials
import Testing

@Suite(.timeLimit(.minutes(5)))
struct RepositoryTests {
  private static let folders = ["Sources", "Tests", "systemd", "clients", ".ci"]
  private static let agreed: Set<String> = [
    "Package.swift", "Sources", "Tests", "systemd", "clients", "README.md", "Makefile", "LICENSE",
  ]

  /// Names of the top level that git does not keep.
  private static func isIgnored(_ name: String) -> Bool {
    let lines = (Tree.text(".gitignore") ?? "").split(separator: "\n")
    return lines.contains { line in
      let pattern = line.split(separator: "/").joined(separator: "/")
      return pattern.hasPrefix("*") ? name.hasSuffix(pattern.dropFirst()) : name == pattern
    }
  }

  @Test func `the top level holds what was agreed and nothing else`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Tree.root)
    #expect(names.contains("Package.swift"))
    let found = names.filter {
      !Self.agreed.contains($0) && !$0.hasPrefix(".") && !Self.isIgnored($0)
    }
    Tree.expectNone(found.sorted(), "not agreed at the top level")
  }

  @Test func `no file names the machine on which it was written`() {
    // The folder of this checkout, and of the toolchain where it lies outside the system.
    let tools = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(
      String.init
    )
    let swift = tools.filter { FileManager.default.isExecutableFile(atPath: $0 + "/swiftc") }
      .filter { $0 != "/usr/bin" && $0 != "/bin" && $0 != "/usr/local/bin" }
    let places = ([Tree.root] + swift).filter { $0.split(separator: "/").count > 1 }
    let top = ["Package.swift", "Makefile", "README.md", ".gitignore", ".swift-format"]
    var found: [String] = []
    for path in Self.kept(Tree.paths(under: Self.folders)) + top {
      guard let text = Tree.text(path) else { continue }
      for place in places where text.contains(place) { found.append("\(path): \(place)") }
    }
    Tree.expectNone(found, "paths of a machine")
  }

  @Test func `text files end with one line feed and hold no tabs or carriage returns`() {
    let kinds = [".swift", ".py", ".json", ".md", ".sql", ".service", ".socket", ".timer", ".sh"]
    var found: [String] = []
    for path in Self.kept(Tree.paths(under: Self.folders))
    where kinds.contains(where: path.hasSuffix) {
      guard let text = Tree.text(path) else {
        found.append("\(path): no UTF-8")
        continue
      }
      let bytes = Array(text.utf8)
      if bytes.contains(0x0D) { found.append("\(path): carriage return") }
      if bytes.contains(0x09), path.hasSuffix(".swift") { found.append("\(path): tab") }
      if !bytes.isEmpty, bytes.last != 0x0A || bytes.suffix(2) == [0x0A, 0x0A] {
        found.append("\(path): end")
      }
    }
    Tree.expectNone(found, "untidy text")
  }

  /// Without what Python leaves behind.
  private static func kept(_ paths: [String]) -> [String] {
    paths.filter {
      !$0.contains("__pycache__") && !$0.contains(".egg-info/")
        && !$0.hasPrefix("clients/python/build/")
    }
  }
}
