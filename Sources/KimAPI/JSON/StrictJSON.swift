/// Reads one JSON text and refuses whatever two readers could understand differently.
///
/// Refused by name: duplicate keys (escaped spellings too), depth over ``depthMax``, lone surrogates, NUL and other
/// raw control characters, invalid UTF-8, a byte order mark, trailing bytes (RFC 8259 with the choices of kim-rpc).
public enum StrictJSON {
  /// How deep arrays and objects may nest.
  public static let depthMax = 32

  /// Why a text was refused, and where.
  public struct Refusal: Error, Sendable, Equatable {
    /// What is wrong, in a few English words that quote nothing of the text.
    public let reason: String
    /// The byte at which it was noticed, from 0.
    public let offset: Int
  }

  /// The value of a whole text.
  public static func parse(_ bytes: [UInt8]) throws(Refusal) -> JSON {
    let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<JSON, Refusal> in
      var reader = Reader(bytes: buffer)
      do throws(Refusal) {
        return .success(try reader.whole())
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// The value of a whole text.
  public static func parse(_ text: String) throws(Refusal) -> JSON {
    try parse(Array(text.utf8))
  }
}

/// The cursor over one text; it lives no longer than the buffer that it reads.
private struct Reader {
  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0
  var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  func refuse(_ reason: String) -> StrictJSON.Refusal { .init(reason: reason, offset: at) }

  mutating func whole() throws(StrictJSON.Refusal) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw refuse("byte order mark") }
    skipSpace()
    let value = try self.value()
    skipSpace()
    guard at == bytes.count else { throw refuse("trailing bytes") }
    return value
  }

  mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  mutating func value() throws(StrictJSON.Refusal) -> JSON {
    guard at < bytes.count else { throw refuse("unexpected end") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .boolean(true))
    case UInt8(ascii: "f"): return try literal("false", .boolean(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case 0: throw refuse("NUL")
    default: throw refuse("unexpected character")
    }
  }

  mutating func literal(_ word: StaticString, _ value: JSON) throws(StrictJSON.Refusal) -> JSON {
    let count = word.utf8CodeUnitCount
    guard at + count <= bytes.count else { throw refuse("unexpected end") }
    for offset in 0..<count where bytes[at + offset] != word.utf8Start[offset] {
      throw refuse("unexpected character")
    }
    at += count
    return value
  }

  mutating func enter() throws(StrictJSON.Refusal) {
    depth += 1
    guard depth <= StrictJSON.depthMax else {
      throw refuse("nesting deeper than \(StrictJSON.depthMax)")
    }
    at += 1
    skipSpace()
  }

  /// Whether another element follows; false after the closing byte.
  mutating func more(_ closing: UInt8) throws(StrictJSON.Refusal) -> Bool {
    skipSpace()
    guard at < bytes.count else { throw refuse("unexpected end") }
    let byte = bytes[at]
    at += 1
    if byte == closing {
      depth -= 1
      return false
    }
    guard byte == UInt8(ascii: ",") else {
      at -= 1
      throw refuse("unexpected character")
    }
    skipSpace()
    return true
  }

  mutating func array() throws(StrictJSON.Refusal) -> JSON {
    try enter()
    var items: [JSON] = []
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
      at += 1
      depth -= 1
      return .array(items)
    }
    repeat { items.append(try value()) } while try more(UInt8(ascii: "]"))
    return .array(items)
  }

  mutating func object() throws(StrictJSON.Refusal) -> JSON {
    try enter()
    var members: [JSON.Member] = []
    var many: Set<String> = []
    if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
      at += 1
      depth -= 1
      return .object(members)
    }
    members.reserveCapacity(8)
    repeat {
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw refuse(at < bytes.count ? "a key is a string" : "unexpected end")
      }
      let key = try string()
      if isKnown(key, members, &many) { throw refuse("duplicate key") }
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else {
        throw refuse(at < bytes.count ? "unexpected character" : "unexpected end")
      }
      at += 1
      skipSpace()
      members.append(JSON.Member(key, try value()))
    } while try more(UInt8(ascii: "}"))
    return .object(members)
  }

  /// Compares with the few keys before it, or asks a set once they are many (a long object must not cost its square).
  func isKnown(_ key: String, _ members: [JSON.Member], _ many: inout Set<String>) -> Bool {
    if members.count < 16 { return members.contains { $0.key == key } }
    if many.isEmpty { many = Set(members.map(\.key)) }
    return !many.insert(key).inserted
  }

  mutating func number() throws(StrictJSON.Refusal) -> JSON {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    guard at < bytes.count else { throw refuse("unexpected end") }
    if bytes[at] == UInt8(ascii: "0") {
      at += 1
    } else {
      try digits()
    }
    var isWhole = true
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      isWhole = false
      at += 1
      try digits()
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
        at += 1
      }
      try digits()
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if isWhole, let value = Int64(text) { return .integer(value) }
    return .number(text)
  }

  mutating func digits() throws(StrictJSON.Refusal) {
    let start = at
    while at < bytes.count, bytes[at] >= UInt8(ascii: "0"), bytes[at] <= UInt8(ascii: "9") {
      at += 1
    }
    guard at > start else { throw refuse("a digit is missing") }
  }

  mutating func string() throws(StrictJSON.Refusal) -> String {
    at += 1
    let start = at
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        let text = try text(bytes[start..<at])
        at += 1
        return text
      case UInt8(ascii: "\\"):
        return try escapedString(from: start)
      case 0: throw refuse("NUL")
      case 1..<0x20: throw refuse("raw control character")
      default: at += 1
      }
    }
    throw refuse("unexpected end")
  }

  func text(_ part: Slice<UnsafeBufferPointer<UInt8>>) throws(StrictJSON.Refusal) -> String {
    let bytes = UnsafeBufferPointer(rebasing: part)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw refuse("invalid UTF-8") }
    return text
  }

  /// The slow way, for a string in which a backslash was met.
  mutating func escapedString(from start: Int) throws(StrictJSON.Refusal) -> String {
    var out = Array(bytes[start..<at])
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: out, as: UTF8.self) else {
          throw refuse("invalid UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): try escape(into: &out)
      case 0: throw refuse("NUL")
      case 1..<0x20: throw refuse("raw control character")
      default: out.append(byte)
      }
    }
    throw refuse("unexpected end")
  }

  mutating func escape(into out: inout [UInt8]) throws(StrictJSON.Refusal) {
    guard at < bytes.count else { throw refuse("unexpected end") }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "u"): try unicodeEscape(into: &out)
    default: throw refuse("unknown escape")
    }
  }

  mutating func unicodeEscape(into out: inout [UInt8]) throws(StrictJSON.Refusal) {
    var code = UInt32(try fourDigits())
    if (0xD800...0xDBFF).contains(code) {
      guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
        bytes[at + 1] == UInt8(ascii: "u")
      else { throw refuse("lone surrogate") }
      at += 2
      let low = UInt32(try fourDigits())
      guard (0xDC00...0xDFFF).contains(low) else { throw refuse("lone surrogate") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard code != 0 else { throw refuse("NUL") }
    guard let scalar = Unicode.Scalar(code) else { throw refuse("lone surrogate") }
    out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  mutating func fourDigits() throws(StrictJSON.Refusal) -> UInt16 {
    guard at + 4 <= bytes.count else { throw refuse("unexpected end") }
    var code: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
        throw refuse("unknown escape")
      }
      code = code << 4 | UInt16(digit)
      at += 1
    }
    return code
  }
}
