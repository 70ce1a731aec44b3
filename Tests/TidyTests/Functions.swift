/// Where a function with a body begins and how many lines it has.
struct Function {
  let line: Int
  let length: Int

  /// The functions, initialisers and subscripts of a source, found by their words and by counting braces.
  static func all(in code: [String]) -> [Function] {
    code.indices.compactMap { index in
      guard let column = start(in: code[index]) else { return nil }
      return body(in: code, from: index, column)
    }
  }

  /// Where a declaration begins in a line; a call such as `.init(` is none.
  private static func start(in line: String) -> Int? {
    let bytes = Array(line.utf8)
    for word in ["func ", "init(", "init?(", "init<", "deinit ", "subscript("] {
      let word = Array(word.utf8)
      guard bytes.count >= word.count else { continue }
      for at in 0...(bytes.count - word.count) where bytes[at..<at + word.count].elementsEqual(word)
      {
        if at == 0 || bytes[at - 1] == UInt8(ascii: " ") { return at }
      }
    }
    return nil
  }

  private static func body(in code: [String], from first: Int, _ column: Int) -> Function? {
    var parens = 0
    var braces = 0
    for index in first..<code.count {
      let line = Array(code[index].utf8)
      for byte in index == first ? line[column...] : line[...] {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["): parens += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"): parens -= 1
        case UInt8(ascii: "{") where parens == 0 || braces > 0: braces += 1
        case UInt8(ascii: "}") where braces > 0:
          braces -= 1
          if braces == 0 { return Function(line: first + 1, length: index - first + 1) }
        case UInt8(ascii: "}") where parens == 0: return nil
        default: break
        }
      }
      if braces == 0, parens == 0, !continues(code, after: index) { return nil }
    }
    return nil
  }

  /// Whether a declaration goes on behind the end of a line, with its effects, result or conditions.
  private static func continues(_ code: [String], after index: Int) -> Bool {
    guard index + 1 < code.count else { return false }
    let here = code[index].trimmed
    let next = code[index + 1].trimmed
    if here.hasSuffix(",") || here == "where" { return true }
    return ["{", "->", "throws", "async", "where"].contains { next.hasPrefix($0) }
  }
}

extension String {
  /// The text without the spaces around it.
  var trimmed: Substring {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
