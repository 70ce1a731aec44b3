/// What a reader of a public interface meets, found by its words and by counting braces.
struct Declaration {
  enum Kind { case type, member, requirement, word }

  let line: Int
  let kind: Kind
  let name: String
  /// The type that is written behind a property; empty where none is.
  let type: String
  let isDocumented: Bool

  private enum Scope { case enumeration, contract, type, code }

  /// The public types and members, the requirements of public protocols and the cases of public enumerations.
  static func all(lines: [String], code: [String]) -> [Declaration] {
    var found: [Declaration] = []
    var scopes: [Scope] = []
    var opening: Scope?
    for index in code.indices {
      let scope = scopes.last ?? .type
      if let words = Words(code[index]) {
        if scope != .code, let kind = kind(of: words, in: scope) {
          found.append(
            .init(
              line: index + 1,
              kind: kind,
              name: words.name,
              type: words.type,
              isDocumented: isDocumented(index, lines)
            )
          )
        }
        opening = words.opens ?? opening
      }
      for byte in code[index].utf8 {
        if byte == UInt8(ascii: "{") {
          scopes.append(opening ?? .code)
          opening = nil
        } else if byte == UInt8(ascii: "}") {
          scopes.removeLast(min(1, scopes.count))
        }
      }
    }
    return found
  }

  private static func kind(of words: Words, in scope: Scope) -> Kind? {
    switch scope {
    case .enumeration where words.keyword == "case": .word
    case .contract: .requirement
    default:
      switch words.keyword {
      case _ where !words.isPublic: nil
      case "struct", "enum", "class", "actor", "protocol": .type
      case "var", "let", "func", "typealias", "subscript": .member
      default: nil
      }
    }
  }

  private static func isDocumented(_ index: Int, _ lines: [String]) -> Bool {
    let above = lines[..<index].reversed().first { !$0.trimmed.hasPrefix("@") }
    return above?.trimmed.hasPrefix("///") == true
  }

  /// The line of a declaration in its parts.
  private struct Words {
    let keyword: Substring
    let isPublic: Bool
    let name: String
    let type: String

    init?(_ line: String) {
      let keywords: Set<Substring> = [
        "struct", "enum", "class", "actor", "protocol", "extension", "var", "let", "func",
        "typealias", "associatedtype", "case", "subscript",
      ]
      let before: Set<Substring> = [
        "public", "static", "final", "indirect", "mutating", "nonisolated", "private(set)",
      ]
      let text = line.trimmed
      let words = text.split(separator: " ").drop { $0.hasPrefix("@") }
      guard let at = words.firstIndex(where: { !before.contains($0) }) else { return nil }
      let first = words[at].prefix { $0 != "(" }
      guard keywords.contains(first) else { return nil }
      keyword = first
      isPublic = words[..<at].contains("public")
      let own = at + 1 < words.count ? words[at + 1] : first
      let plain = own.prefix { $0.isWord || $0 == "`" }.split(separator: "`").joined()
      let called = plain.isEmpty ? own.prefix { $0 != "(" } : plain[...]
      name = (words[..<at].contains("static") ? "static " : "") + called
      let behind = ["var", "let"].contains(first) ? text.drop { $0 != ":" }.dropFirst() : ""
      type = String(String(behind.prefix { $0 != "=" && $0 != "{" }).trimmed)
    }

    var opens: Scope? {
      switch keyword {
      case "enum": isPublic ? .enumeration : .type
      case "protocol": isPublic ? .contract : .type
      case "struct", "class", "actor", "extension": .type
      default: nil
      }
    }
  }
}
