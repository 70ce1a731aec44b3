/// Cologne phonetics: a code for how a word sounds to German ears (Postel, IBM-Nachrichten 19, 1969).
enum ColognePhonetics {
  /// The code of a word of letters a to z; other letters are passed over.
  static func code(_ word: String) -> String {
    let letters = Array(word.utf8.filter { (0x61...0x7A).contains($0) }).map {
      Character(Unicode.Scalar($0))
    }
    var digits: [Character] = []
    for (index, letter) in letters.enumerated() {
      let before = index > 0 ? letters[index - 1] : nil
      let after = index + 1 < letters.count ? letters[index + 1] : nil
      for digit in code(letter, before, after) where digits.last != digit { digits.append(digit) }
    }
    guard let first = digits.first else { return "" }
    return String([first] + digits.dropFirst().filter { $0 != "0" })
  }

  private static func code(_ letter: Character, _ before: Character?, _ after: Character?) -> String
  {
    switch letter {
    case "a", "e", "i", "j", "o", "u", "y": "0"
    case "h": ""
    case "b": "1"
    case "p": after == "h" ? "3" : "1"
    case "d", "t": after.map { "csz".contains($0) } ?? false ? "8" : "2"
    case "f", "v", "w": "3"
    case "g", "k", "q": "4"
    case "c": codeOfC(before, after)
    case "x": before.map { "ckq".contains($0) } ?? false ? "8" : "48"
    case "l": "5"
    case "m", "n": "6"
    case "r": "7"
    default: "8"
    }
  }

  private static func codeOfC(_ before: Character?, _ after: Character?) -> String {
    guard let before else { return after.map { "ahkloqrux".contains($0) } ?? false ? "4" : "8" }
    if "sz".contains(before) { return "8" }
    return after.map { "ahkoqux".contains($0) } ?? false ? "4" : "8"
  }
}
