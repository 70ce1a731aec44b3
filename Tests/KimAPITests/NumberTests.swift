import KimAPI
import Testing

@Suite(.timeLimit(.minutes(5)))
struct NumberTests {
  /// Every text that differs from this one in exactly one digit.
  private static func wrongDigits(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }.flatMap { index in
      (UInt8(0x30)...0x39).filter { $0 != bytes[index] }.map { digit in
        var wrong = bytes
        wrong[index] = digit
        return String(decoding: wrong, as: UTF8.self)
      }
    }
  }

  @Test func `a number is prefix, year, serial and check digit`() throws {
    // Worked out by hand after ISO/IEC 7064 MOD 11,10: the sum of the last step and the check digit is 1 modulo 10.
    for (year, serial) in [(2026, 1), (2026, 42), (1, 1), (9999, 99_999_999), (2026, 10_000)] {
      let number = try #require(Number<Case>(year: year, serial: serial))
      var product = 10
      let digits = number.text.dropFirst(4).filter { $0 != "-" }.compactMap(\.wholeNumberValue)
      for digit in digits.dropLast() {
        let sum = (digit + product) % 10
        product = (sum == 0 ? 10 : sum) * 2 % 11
      }
      #expect((product + (digits.last ?? 0)) % 10 == 1)
      #expect(Number<Case>(number.text) == number)
      #expect(Number<Case>(number.text.lowercased()) == number)
    }
    #expect(Number<Case>(year: 2026, serial: 42)?.text == "KIM-2026-0042-3")
    #expect(Number<Client>(year: 2026, serial: 42)?.text.hasPrefix("K-2026-0042-") == true)
    #expect(Number<Appointment>(year: 2026, serial: 42)?.text.hasPrefix("T-2026-0042-") == true)
  }

  @Test func `every single wrong digit is noticed`() throws {
    var tried = 0
    for serial in Array(1...300) + [9999, 10_000, 123_456, 99_999_999] {
      let number = try #require(Number<Case>(year: 2026, serial: serial))
      for wrong in Self.wrongDigits(of: number.text) {
        tried += 1
        guard Number<Case>(wrong) == nil else {
          Issue.record("\(wrong) passes for \(number.text)")
          return
        }
      }
    }
    #expect(tried > 20_000)
  }

  @Test func `nearly every exchange of two neighbours is noticed`() throws {
    var tried = 0
    var missed = 0
    for serial in 1000...3000 {
      var digits = Array(try #require(Number<Case>(year: 2026, serial: serial)).text)
      for index in [9, 10, 11] where digits[index] != digits[index + 1] && digits[index + 1] != "-"
      {
        digits.swapAt(index, index + 1)
        tried += 1
        if Number<Case>(String(digits)) != nil { missed += 1 }
        digits.swapAt(index, index + 1)
      }
    }
    #expect(tried > 3000 && missed * 20 < tried)
  }

  @Test func `a number of another kind, year or form is refused`() throws {
    let client = try #require(Number<Client>(year: 2026, serial: 42)).text
    #expect(Number<Case>(client) == nil)
    let wrong = [
      "", "KIM", "KIM-2026-0042", "KIM-2026-42-3", "KIM-2026-00042-3", "KIM-26-0042-3",
      "KIM20260042-3", "KIM-2026-0042-33",
      "KIM-2026-0042-3-", "-KIM-2026-0042-3", "KIM-2026-0000-1", "KIM-0000-0042-1",
      " KIM-2026-0042-3", "KIM-2026-0042-٣",
      "KIM-2026-123456789-1",
    ]
    for text in wrong { #expect(Number<Case>(text) == nil) }
    #expect(Number<Case>(year: 0, serial: 1) == nil && Number<Case>(year: 10_000, serial: 1) == nil)
    #expect(
      Number<Case>(year: 1, serial: 0) == nil && Number<Case>(year: 1, serial: 100_000_000) == nil
    )
  }

  @Test func `a number goes over the wire as its text`() throws {
    let number = try #require(Number<Case>(year: 2026, serial: 42))
    #expect(try JSONText.encode(number) == Array("\"KIM-2026-0042-3\"".utf8))
    let back = try JSONValueDecoder.decode(Number<Case>.self, from: "KIM-2026-0042-3")
    #expect(back == number && Number<Case>.format == "number-KIM")
    #expect(Number<Case>.shape.flaws(in: "KIM-2026-042-3").map(\.kind) == ["wrong_value"])
  }

  @Test func `a wrong check digit is a flaw of its own, which names the digit that fits`() throws {
    for digit in 0...9 where digit != 3 {
      for prefix in ["KIM", "kim"] {
        let flaws = Number<Case>.shape.flaws(in: .string("\(prefix)-2026-0042-\(digit)"))
        #expect(flaws == [.init(path: "", kind: "check_digit", expected: "3")])
      }
    }
    // Whose form is wrong has no digits to check.
    for text in ["K-2026-0042-8", "KIM-2026-00042-8", "KIM-2026-0000-8", "KIM-2026-0042-x", ""] {
      #expect(Number<Case>.shape.flaws(in: .string(text)).map(\.kind) == ["wrong_value"])
    }
    let personal = Shape.personal(Number<Client>.shape)
    #expect(personal.flaws(in: "K-2026-0042-8").map(\.kind) == ["check_digit"])
  }
}
