import FoundationEssentials
import Testing

/// The repository as it lies there.
enum Tree {
  /// One Swift file.
  struct File: Sendable {
    /// Path from the root, `Sources/KimAPI/Fault.swift`.
    let path: String
    /// What is in it.
    let lines: [String]
    /// What is in it without comments and literals.
    let code: [String]
    /// Its string literals with their lines.
    let literals: [(line: Int, text: String)]

    /// The last part of the path.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    /// The target that it belongs to.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    /// Whether it lies in a folder.
    func isIn(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }
  }

  /// The root of the repository.
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  /// All Swift files under `Sources` and `Tests`.
  static let files: [File] = paths(under: ["Sources", "Tests"]).filter { $0.hasSuffix(".swift") }
    .map { path in
      let text = SwiftText(text(path) ?? "")
      return File(
        path: path,
        lines: text.lines,
        code: text.code,
        literals: text.literals.map { ($0.line, $0.text) }
      )
    }

  /// The Swift files under `Sources`.
  static let sources = files.filter { $0.isIn("Sources") }

  /// Paths of the files under some folders, sorted.
  static func paths(under folders: [String]) -> [String] {
    folders.flatMap { folder in
      let below = (try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)) ?? []
      return below.map { folder + "/" + $0 }.filter { path in
        var isDirectory = false
        let isThere = FileManager.default.fileExists(
          atPath: root + "/" + path,
          isDirectory: &isDirectory
        )
        return isThere && !isDirectory
      }
    }.sorted()
  }

  /// The text of a file; nil where it is no UTF-8.
  static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: root + "/" + path).flatMap {
      String(validating: $0, as: UTF8.self)
    }
  }

  /// Fails with everything that was found, one a line.
  static func expectNone(
    _ found: [String],
    _ rule: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard !found.isEmpty else { return }
    Issue.record("\(rule):\n  \(found.joined(separator: "\n  "))", sourceLocation: sourceLocation)
  }
}

extension String {
  /// Whether a phrase stands here as words of its own, not inside a longer name.
  func holds(_ phrase: String) -> Bool {
    var rest = self[...]
    while let range = rest.firstRange(of: phrase) {
      let before = range.lowerBound == startIndex ? " " : self[index(before: range.lowerBound)]
      let after = range.upperBound == endIndex ? " " : self[range.upperBound]
      let begins = phrase.first.map { !$0.isWord } ?? true || !before.isWord
      let ends = phrase.last.map { !$0.isWord } ?? true || !after.isWord
      if begins, ends { return true }
      rest = self[range.upperBound...]
    }
    return false
  }
}

extension Character {
  /// Whether it can be part of a name.
  var isWord: Bool { isLetter || isNumber || self == "_" }
}
