/// The identity of an entity: a UUIDv7 (RFC 9562), so sortable by time of making and mergeable between offices.
///
/// The type parameter says what it identifies, so that a case's id cannot be passed for a client's.
public struct ID<Of>: StringValue, Comparable {
  /// The first eight bytes, big end first.
  public let high: UInt64
  /// The last eight bytes, big end first.
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads the canonical form, `0192a3b4-…`, in either case.
  public init?(_ text: String) {
    var value: (UInt64, UInt64) = (0, 0)
    var digits = 0
    var position = 0
    for byte in text.utf8 {
      defer { position += 1 }
      if position == 8 || position == 13 || position == 18 || position == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let digit = Self.digit(byte), digits < 32 else { return nil }
      if digits < 16 { value.0 = value.0 << 4 | digit } else { value.1 = value.1 << 4 | digit }
      digits += 1
    }
    guard digits == 32, position == 36 else { return nil }
    (high, low) = value
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x61...0x66: UInt64(byte - 0x61 + 10)
    case 0x41...0x46: UInt64(byte - 0x41 + 10)
    default: nil
    }
  }

  /// The canonical form in lower case.
  public var text: String {
    String(unsafeUninitializedCapacity: 36) { buffer in
      var at = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          buffer[at] = UInt8(ascii: "-")
          at += 1
        }
        let half = index < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (index & 15))) & 0xF
        buffer[at] = digit < 10 ? 0x30 + digit : 0x61 + digit - 10
        at += 1
      }
      return at
    }
  }

  public static var of: String? { Shape.TypeName(Of.self).text }
  public static var format: String { "uuid" }
  public static var expected: String { "an id such as 0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b" }
  public static var sample: Self { .init(high: 0, low: 0) }

  public static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// The stable name that an office gives to a part of its organisation, such as `delbrueck`.
public struct Slug<Of>: StringValue, Comparable {
  /// The name.
  public let text: String

  /// Reads a name: 1 to 64 of `a-z`, `0-9` and `-`.
  public init?(_ text: String) {
    guard (1...64).contains(text.utf8.count) else { return nil }
    for byte in text.utf8 {
      guard (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D else {
        return nil
      }
    }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  public static var of: String? { Shape.TypeName(Of.self).text }
  public static var format: String { "slug" }
  public static var expected: String { "a name of a-z, 0-9 and -, at most 64 long" }
  public static var sample: Self { .init(known: "a") }

  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
