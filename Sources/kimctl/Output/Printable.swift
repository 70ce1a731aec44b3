import KimAPI

/// Text as a terminal may have it.
enum Printable {
  /// The text with every character that could steer a terminal written out, as `\u{1b}`.
  static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var out = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) {
        out += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// Several lines, each safe.
  static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }
  }

  /// A line of JSON with the same characters escaped as JSON has it; they stand in its strings alone.
  static func json(_ line: String) -> String {
    guard line.unicodeScalars.contains(where: isUnsafe) else { return line }
    var out = ""
    for scalar in line.unicodeScalars {
      guard isUnsafe(scalar) else {
        out.unicodeScalars.append(scalar)
        continue
      }
      // All of them have at most four digits.
      let digits = String(scalar.value, radix: 16)
      out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return out
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    // The marks U+200E, U+200F and U+061C also move text about, if only a little.
    Control.isControl(scalar) || [0x200E, 0x200F, 0x061C].contains(scalar.value)
  }

  /// Keeps a right-to-left name from turning its neighbours about; for terminals alone.
  static func isolate(_ text: String) -> String {
    text.unicodeScalars.contains(where: isRightToLeft) ? "\u{2068}" + text + "\u{2069}" : text
  }

  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
