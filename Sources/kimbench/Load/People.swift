/// Made-up people, another for each number: names of syllables, so that many share a beginning and few a whole name.
enum People {
  private static let syllables = [
    "ba", "de", "fi", "go", "ha", "je", "ki", "lo", "ma", "ne", "pi", "ro", "sa", "te", "vi", "wo",
    "za", "le", "mi", "no",
  ]

  /// Somebody whom nobody else registers, as far as chance goes.
  static func anyone() -> Int { Int.random(in: 1 << 32..<1 << 48) }

  static func name(_ person: Int) -> String { given(person) + " " + family(person) }
  static func given(_ person: Int) -> String { word(mixed(person), 2) }
  static func family(_ person: Int) -> String { word(mixed(person) >> 20, 3) }

  /// The request that registers a person.
  static func registration(_ person: Int, municipality: String) -> [UInt8] {
    let year = 1950 + person % 55
    let month = 10 + person / 55 % 3
    let day = 10 + person / 165 % 18
    return Requests.line(
      "client.register",
      """
      "municipality":"\(municipality)","givenName":"\(given(person))",\
      "familyName":"\(family(person))","birthDate":"\(year)-\(month)-\(day)"
      """
    )
  }

  /// Steele's SplitMix64: numbers that lie side by side give words that do not.
  private static func mixed(_ person: Int) -> UInt64 {
    var value = UInt64(person) &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  private static func word(_ seed: UInt64, _ count: Int) -> String {
    var rest = seed
    var text = ""
    for _ in 0..<count {
      text += syllables[Int(rest % UInt64(syllables.count))]
      rest /= UInt64(syllables.count)
    }
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}
