/// Writes values as one compact line of JSON; no line end, no slash escaped, keys in the order of the declaration.
public enum JSONText {
  /// The text of a value.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let sink = Sink()
    try sink.write(encodable: value)
    return sink.bytes
  }

  /// The text of a JSON value, which cannot fail.
  public static func encode(_ value: JSON) -> [UInt8] {
    let sink = Sink()
    sink.write(value)
    return sink.bytes
  }
}

extension JSON {
  /// The value on one line.
  public var line: String { String(decoding: JSONText.encode(self), as: UTF8.self) }
}

/// The growing line, shared by the containers of one encoding; it never leaves the call that made it.
final class Sink {
  var bytes: [UInt8] = []
  /// What the value at hand has opened and its writer must close.
  var open: UInt8 = 0

  init() { bytes.reserveCapacity(256) }

  func write(encodable value: some Encodable) throws {
    if let value = value as? JSON { return write(value) }
    let outer = open
    open = 0
    try value.encode(to: JSONTextEncoder(sink: self, shows: Self.fields(of: value)))
    if open != 0 { bytes.append(open) }
    open = outer
  }

  /// Below the full sight the type itself says which of its fields are shown.
  private static func fields(of value: some Encodable) -> ((String) -> Bool)? {
    guard let value = value as? any Sighted, value.sight < .full else { return nil }
    let sight = value.sight
    let type = type(of: value)
    return { type.shows($0, at: sight) }
  }

  func begin(_ opening: UInt8, _ closing: UInt8) {
    bytes.append(opening)
    open = closing
  }

  func write(key: String) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    write(key)
    bytes.append(UInt8(ascii: ":"))
  }

  func writeComma() {
    if bytes.last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
  }

  func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      if !utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
        bytes.append(contentsOf: utf8)
      } else {
        for byte in utf8 { write(escaping: byte) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func write(escaping byte: UInt8) {
    switch byte {
    case 0x22, 0x5C: bytes += [0x5C, byte]
    case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
    case 0x0D: bytes += [0x5C, UInt8(ascii: "r")]
    case 0x09: bytes += [0x5C, UInt8(ascii: "t")]
    case ..<0x20:
      bytes += Array("\\u00".utf8) + [byte >> 4 == 0 ? 0x30 : 0x31]
      bytes.append(Array("0123456789abcdef".utf8)[Int(byte & 0xF)])
    default: bytes.append(byte)
    }
  }

  func write(_ value: Int64) {
    if value >= 0, value < 10 { return bytes.append(UInt8(ascii: "0") + UInt8(value)) }
    var text = String(value)
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  func write(_ value: Bool) { bytes.append(contentsOf: value ? "true".utf8 : "false".utf8) }

  func writeNull() { bytes.append(contentsOf: "null".utf8) }

  func write(_ value: JSON) {
    switch value {
    case .null: writeNull()
    case .boolean(let value): write(value)
    case .integer(let value): write(value)
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): write(text)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for item in items {
        writeComma()
        write(item)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for member in members {
        write(key: member.key)
        write(member.value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
