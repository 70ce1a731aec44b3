import Testing

@Suite(.timeLimit(.minutes(5)))
struct WordTests {
  /// A phrase that may not stand in code, what to write instead, and where it may stand all the same.
  private struct Banned {
    let phrase: String
    let instead: String
    var except: [String] = []
  }

  private static let banned: [Banned] = [
    .init(phrase: "Date()", instead: "the time of the context"),
    .init(phrase: "Date.now", instead: "the time of the context"),
    .init(phrase: "UUID()", instead: "an id of the context"),
    .init(phrase: "try!", instead: "try, or try #require"),
    .init(phrase: "as!", instead: "as?"),
    .init(phrase: "fatalError", instead: "an error, or precondition for our own defects"),
    .init(phrase: "String(format:", instead: "interpolation; it would link ICU"),
    .init(phrase: "DateFormatter", instead: "Timestamp and Day; it would link ICU"),
    .init(
      phrase: "print(",
      instead: "the logger",
      except: ["Sources/kimctl/", "Sources/kimbench/"]
    ),
    .init(
      phrase: "import Foundation",
      instead: "import FoundationEssentials",
      // Unicode normalisation and the time zone are in no smaller library.
      except: [
        "Sources/KimCore/Client/NameKey.swift", "Sources/KimCore/Store/OfficeZone.swift",
      ]
    ),
  ]

  @Test func `banned words stand nowhere but in their one file`() {
    var found: [String] = []
    for file in Tree.files {
      let banned = Self.banned.filter { word in !word.except.contains { file.path.hasPrefix($0) } }
      for (index, line) in file.code.enumerated() {
        for word in banned where line.holds(word.phrase) {
          found.append("\(file.path):\(index + 1): \(word.phrase) (write \(word.instead))")
        }
      }
    }
    Tree.expectNone(found, "banned words")
  }

  @Test func `an exception from a banned word is still needed`() {
    for word in Self.banned {
      for path in word.except {
        let isUsed = Tree.files.contains { file in
          file.path.hasPrefix(path) && file.code.contains { $0.holds(word.phrase) }
        }
        #expect(isUsed || path.hasSuffix("/"), "\(path) no longer needs \(word.phrase)")
      }
    }
  }

  @Test func `what the compiler cannot check says in the line above why it is true`() {
    let phrases = ["@unchecked", "nonisolated(unsafe)", "swift-format-ignore"]
    var found: [String] = []
    for file in Tree.files where !file.isIn("Tests/TidyTests") {
      for (index, line) in file.lines.enumerated() where phrases.contains(where: { line.holds($0) })
      {
        let above = index > 0 ? file.lines[index - 1].trimmed : ""
        if !above.hasPrefix("//") { found.append("\(file.path):\(index + 1)") }
      }
    }
    Tree.expectNone(found, "no reason given")
  }

  @Test func `nothing is left to do in a file`() {
    let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
    let found = Tree.files.flatMap { file in
      file.lines.enumerated().filter { _, line in words.contains { line.holds($0) } }.map {
        "\(file.path):\($0.offset + 1)"
      }
    }
    Tree.expectNone(found, "left to do")
  }

  @Test func `public stands in KimAPI and KimClient alone`() {
    // What a public type of KimAPI needs to be a column must be public by the rules of conformance.
    let others = Tree.sources.filter {
      !$0.isIn("Sources/KimAPI") && !$0.isIn("Sources/KimClient")
        && $0.path != "Sources/KimCore/Store/Columns.swift"
    }
    let found = others.flatMap { file in
      file.code.enumerated().filter { $0.element.holds("public") }.map {
        "\(file.path):\($0.offset + 1)"
      }
    }
    Tree.expectNone(found, "public outside of KimAPI and KimClient")
  }

  @Test func `values are bound to a statement and never part of its text`() {
    let verbs = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "REPLACE ", "WITH "]
    let values = [
      "params", "row", "caller", "id", "text", "name", "value", "key", "query", "number",
    ]
    var found: [String] = []
    for file in Tree.sources {
      for literal in file.literals
      where verbs.contains(where: { literal.text.trimmed.hasPrefix($0) }) {
        for value in values
        where literal.text.contains("\\(\(value).") || literal.text.contains("\\(\(value))") {
          found.append("\(file.path):\(literal.line): \\(\(value)…)")
        }
      }
    }
    Tree.expectNone(found, "a value in the text of a statement")
  }

  @Test func `phrases are found as words, not in comments or literals`() {
    let text = SwiftText(
      "let a = BirthDate() // Date()\nlet b = \"Date() \\(Date())\"\nlet c = #\"\\(Date())\"#"
    )
    #expect(text.code.map { $0.holds("Date()") } == [false, true, false])
    #expect("import Foundation".holds("import Foundation"))
    #expect(!"import FoundationEssentials".holds("import Foundation"))
    #expect("try! x".holds("try!") && !"blueprint(x)".holds("print("))
  }
}
