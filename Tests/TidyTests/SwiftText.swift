/// Swift source taken apart just far enough for questions of style.
///
/// Code stands there with comments and literals blanked out, the literals by themselves; interpolated code is code.
struct SwiftText {
  /// A string literal as it was written.
  struct Literal {
    let line: Int
    let text: String
  }

  /// The lines as they are.
  let lines: [String]
  /// The lines with comments and the text of literals as spaces.
  let code: [String]
  /// The string literals.
  let literals: [Literal]

  init(_ source: String) {
    var scanner = Scanner(bytes: Array(source.utf8))
    scanner.scanCode(isInterpolation: false)
    lines = Self.split(Array(source.utf8))
    code = Self.split(scanner.out)
    literals = scanner.literals
  }

  private static func split(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

/// Walks over a source once and copies what is code.
private struct Scanner {
  let bytes: [UInt8]
  var at = 0
  var line = 1
  var out: [UInt8] = []
  var literals: [SwiftText.Literal] = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
    out.reserveCapacity(bytes.count)
  }

  func sees(_ text: StaticString) -> Bool {
    guard at + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[at + $0] == text.utf8Start[$0] }
  }

  mutating func take(_ count: Int = 1, asCode: Bool) {
    for _ in 0..<min(count, bytes.count - at) {
      let byte = bytes[at]
      if byte == 0x0A { line += 1 }
      out.append(asCode || byte == 0x0A ? byte : 0x20)
      at += 1
    }
  }

  mutating func scanCode(isInterpolation: Bool) {
    var depth = 0
    while at < bytes.count {
      if sees("//") {
        while at < bytes.count, bytes[at] != 0x0A { take(asCode: false) }
      } else if sees("/*") {
        while at < bytes.count, !sees("*/") { take(asCode: false) }
        take(2, asCode: false)
      } else if bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "#"),
        let hashes = opening()
      {
        scanLiteral(hashes)
      } else {
        if bytes[at] == UInt8(ascii: "(") { depth += 1 }
        if bytes[at] == UInt8(ascii: ")") {
          depth -= 1
          if isInterpolation, depth < 0 { return }
        }
        take(asCode: true)
      }
    }
  }

  /// How many hashes open a literal here; nil where none is opened.
  private func opening() -> Int? {
    let hashes = bytes[at...].prefix { $0 == UInt8(ascii: "#") }.count
    let quote = at + hashes
    return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
  }

  private mutating func scanLiteral(_ hashes: Int) {
    let first = line
    take(hashes, asCode: false)
    let quotes = sees("\"\"\"") ? 3 : 1
    take(quotes, asCode: false)
    let start = at
    let marks = Array(repeating: UInt8(ascii: "#"), count: hashes)
    let closing = Array(repeating: UInt8(ascii: "\""), count: quotes) + marks
    let escape = [UInt8(ascii: "\\")] + marks
    while at < bytes.count, !bytes[at...].starts(with: closing) {
      guard bytes[at...].starts(with: escape) else {
        take(asCode: false)
        continue
      }
      take(escape.count, asCode: false)
      guard at < bytes.count, bytes[at] == UInt8(ascii: "(") else {
        take(asCode: false)
        continue
      }
      take(asCode: false)
      scanCode(isInterpolation: true)
      take(asCode: false)
    }
    let text = String(decoding: bytes[start..<min(at, bytes.count)], as: UTF8.self)
    literals.append(.init(line: first, text: text))
    take(closing.count, asCode: false)
  }
}
