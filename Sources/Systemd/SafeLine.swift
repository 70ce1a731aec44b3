/// Text that can stand in one line of a log: bounded, and no character acts on a terminal.
enum SafeLine {
  /// Escapes control and direction characters as `\u{1B}` and cuts after `bytesMax` bytes of UTF-8.
  ///
  /// The cut falls between two characters and is marked with `…`, which counts towards the bound.
  static func escaped(_ text: String, bytesMax: Int) -> String {
    let mark = "…"
    var result = ""
    var count = 0
    var fitting = result.endIndex
    for scalar in text.unicodeScalars {
      let piece = actsOnTerminal(scalar) ? escape(scalar) : String(scalar)
      if count + piece.utf8.count > bytesMax {
        return String(result[..<fitting]) + mark
      }
      result += piece
      count += piece.utf8.count
      if count + mark.utf8.count <= bytesMax { fitting = result.endIndex }
    }
    return result
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }

  private static func actsOnTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // direction
    case 0x2028, 0x2029, 0xFEFF: true  // line and paragraph ends, BOM
    default: false
    }
  }
}
