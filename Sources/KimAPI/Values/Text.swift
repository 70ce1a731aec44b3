/// One line of text for people: 1 to 200 characters, no control characters, not only spaces.
public struct Label: StringValue {
  /// The line.
  public let text: String

  /// Takes a line as it is; it is not trimmed, so that what is shown is what was typed.
  public init?(_ text: String) {
    guard Self.isLine(text, max: 200) else { return nil }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  static func isLine(_ text: String, max: Int) -> Bool {
    guard text.utf8.count <= max * 4, (1...max).contains(text.count) else { return false }
    let scalars = text.unicodeScalars
    return scalars.contains { !$0.properties.isWhitespace }
      && scalars.allSatisfy { !Control.isControl($0) }
  }

  public static var format: String { "label" }
  public static var expected: String { "one line of 1 to 200 characters" }
  public static var sample: Self { .init(known: "a") }
}

/// Text of several lines: 1 to 20,000 characters; of the control characters only line feed and tab.
public struct LongText: StringValue {
  /// The text.
  public let text: String

  public init?(_ text: String) {
    guard text.utf8.count <= 80_000, (1...20_000).contains(text.count) else { return nil }
    for scalar in text.unicodeScalars where Control.isControl(scalar) {
      guard scalar == "\n" || scalar == "\t" else { return nil }
    }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  public static var format: String { "text" }
  public static var expected: String { "text of 1 to 20,000 characters" }
  public static var sample: Self { .init(known: "a") }
}

/// A short machine word chosen by a caller, such as an idempotency key or a login: 1 to 128 visible ASCII characters.
public struct Token: StringValue {
  /// The word.
  public let text: String

  /// Takes a word of printable ASCII without spaces.
  public init?(_ text: String) {
    guard (1...128).contains(text.utf8.count) else { return nil }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  public static var format: String { "token" }
  public static var expected: String { "1 to 128 visible ASCII characters without spaces" }
  public static var sample: Self { .init(known: "a") }
}

/// An e-mail address as a mail program takes it; checked only for what would break a message or a command.
public struct EmailAddress: StringValue {
  /// The address.
  public let text: String

  /// Takes `local@domain` of at most 254 characters (RFC 5321 §4.5.3.1) without spaces, brackets and control characters.
  public init?(_ text: String) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), text.utf8.count <= 254 else {
      return nil
    }
    let refused: Set<Unicode.Scalar> = [",", ";", "<", ">", "(", ")", "\"", "\\", ":"]
    guard !text.hasPrefix("-"), !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
      text.unicodeScalars.allSatisfy({
        !Control.isControl($0) && !$0.properties.isWhitespace && !refused.contains($0)
      })
    else { return nil }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  public static var format: String { "email" }
  public static var expected: String { "an e-mail address" }
  public static var sample: Self { .init(known: "a@example.org") }
}

/// A telephone number: digits with the usual separators, at least three digits.
public struct PhoneNumber: StringValue {
  /// The number as typed.
  public let text: String

  /// Takes `+49 5251 123-0` and the like, at most 32 characters.
  public init?(_ text: String) {
    guard text.utf8.count <= 32, text.utf8.count(where: { (0x30...0x39).contains($0) }) >= 3,
      text.allSatisfy({ "+0123456789 /()-.".contains($0) })
    else { return nil }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  public static var format: String { "phone" }
  public static var expected: String { "a telephone number" }
  public static var sample: Self { .init(known: "110") }
}

/// A language by its code, such as `de`, `ar` or `prs` (BCP 47: two or three letters, a region or script may follow).
public struct LanguageCode: StringValue {
  /// The code.
  public let text: String

  /// Takes a code of at most 16 characters.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count <= 16, let first = parts.first, (2...3).contains(first.count) else {
      return nil
    }
    guard first.allSatisfy({ $0.isASCII && $0.isLowercase }),
      parts.dropFirst().allSatisfy({
        (2...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      })
    else { return nil }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  public static var format: String { "language" }
  public static var expected: String { "a language code such as de, ar or prs" }
  public static var sample: Self { .init(known: "de") }
}

/// Which characters may steer a terminal or a journal and are therefore never let through raw.
public enum Control {
  /// C0, DEL, C1, line and paragraph separators, and the bidirectional overrides and isolates (UAX #9).
  public static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
