/// Something that people call by a number.
public protocol Numbered: Sendable {
  /// What its numbers begin with.
  static var numberPrefix: String { get }
}

extension Case: Numbered { public static var numberPrefix: String { "KIM" } }
extension Client: Numbered { public static var numberPrefix: String { "K" } }
extension Appointment: Numbered { public static var numberPrefix: String { "T" } }

/// The number that people say and write: prefix, year, running number, check digit.
///
/// The check digit is that of ISO/IEC 7064 MOD 11,10 over the digits of year and number: it notices every single wrong
/// digit and nearly every exchange of two neighbours.
public struct Number<Of: Numbered>: StringValue {
  /// The year in which the running number began at 1.
  public let year: Int
  /// The running number of the year, from 1.
  public let serial: Int

  /// A number; nil outside the years 1 to 9999 and the serials 1 to 99,999,999.
  public init?(year: Int, serial: Int) {
    guard (1...9999).contains(year), (1...99_999_999).contains(serial) else { return nil }
    self.year = year
    self.serial = serial
  }

  /// Reads a number in either case; nil where the check digit is wrong.
  public init?(_ text: String) {
    guard let (number, digit) = Self.parts(text), digit == number.checkDigit else { return nil }
    self = number
  }

  /// A number that is right but for its check digit has a flaw of its own, which names the digit that would fit.
  public static func flaw(in text: String) -> Shape.Flaw? {
    guard let (number, digit) = parts(text) else {
      return .init(path: "", kind: "wrong_value", expected: expected)
    }
    let fitting = number.checkDigit
    return digit == fitting
      ? nil : .init(path: "", kind: "check_digit", expected: String(fitting))
  }

  /// The number that a text tells, and the check digit that stands there.
  private static func parts(_ text: String) -> (number: Self, digit: Int)? {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count == 4, fields[0].uppercased() == Of.numberPrefix, fields[1].count == 4,
      (4...8).contains(fields[2].count), fields[3].count == 1, let year = Digits.all(fields[1]),
      let serial = Digits.all(fields[2]), let digit = Digits.all(fields[3]),
      let number = Self(year: year, serial: serial), Digits.pad(serial, 4) == fields[2]
    else { return nil }
    return (number, digit)
  }

  private init(known year: Int, _ serial: Int) {
    self.year = year
    self.serial = serial
  }

  private var digits: String { Digits.pad(year, 4) + Digits.pad(serial, 4) }

  private var checkDigit: Int {
    var product = 10
    for digit in digits.utf8 {
      let sum = (Int(digit - 0x30) + product) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return (11 - product) % 10
  }

  /// `PREFIX-YEAR-SERIAL-CHECK`.
  public var text: String {
    let head = Of.numberPrefix + "-" + Digits.pad(year, 4) + "-" + Digits.pad(serial, 4)
    return head + "-" + String(checkDigit)
  }

  public static var of: String? { Shape.TypeName(Of.self).text }
  public static var format: String { "number-" + Of.numberPrefix }
  public static var expected: String {
    "a number such as " + Self(known: 2026, 42).text + " (the last digit checks the others)"
  }
  public static var sample: Self { .init(known: 2026, 1) }
}

/// The letter before the numbers of a site's tickets; it names the queue and never what somebody comes for.
public struct QueueLetter: StringValue {
  /// The letter.
  public let text: String

  /// Takes one capital letter from A to Z.
  public init?(_ text: String) {
    guard text.utf8.count == 1, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      return nil
    }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  public static var format: String { "queueLetter" }
  public static var expected: String { "one letter from A to Z" }
  public static var sample: Self { .init(known: "A") }
}

/// The number of a ticket as it is called: the letter of its site and at least three digits, `A017`.
public struct TicketNumber: StringValue {
  /// The number.
  public let text: String

  /// The ticket with a running number of its site and day.
  public init(letter: QueueLetter, serial: Int) { text = letter.text + Digits.pad(serial, 3) }

  /// The running number of its site and day.
  public var serial: Int { Digits.all(text.dropFirst()) ?? 0 }

  public init?(_ text: String) {
    guard let first = text.first, QueueLetter(String(first)) != nil,
      (3...6).contains(text.dropFirst().count), Digits.all(text.dropFirst()) != nil
    else { return nil }
    self.text = text
  }

  public static var format: String { "ticketNumber" }
  public static var expected: String { "a ticket number such as A017" }
  public static var sample: Self { .init(letter: .sample, serial: 1) }
}

/// An absolute path of a directory on the server, normal: no `.`, `..` or empty part, at most 1,024 bytes.
public struct DirectoryPath: StringValue {
  /// The path.
  public let text: String

  /// Takes a normal absolute path.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard text.utf8.count <= 1024, parts.count > 1, parts[0].isEmpty,
      parts.dropFirst().allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }),
      text.unicodeScalars.allSatisfy({ !Control.isControl($0) })
    else { return nil }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  public static var format: String { "directory" }
  public static var expected: String { "an absolute path without . and .." }
  public static var sample: Self { .init(known: "/a") }
}
