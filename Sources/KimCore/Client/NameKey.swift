import Foundation

/// Brings names to the form in which they are compared: lower case, without marks, umlauts in their two-letter form.
enum NameKey {
  private static let spelled: [Character: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "ł": "l", "đ": "d",
    "ð": "d", "þ": "th", "ı": "i", "œ": "oe",
  ]

  /// The words of a name.
  static func words(_ name: String) -> [String] {
    let folded = name.lowercased().map { spelled[$0] ?? plain($0) }.joined()
    return folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// A letter without its marks.
  private static func plain(_ letter: Character) -> String {
    guard !letter.isASCII else { return String(letter) }
    let scalars = String(letter).decomposed.filter { !$0.properties.isDiacritic && !isMark($0) }
    return String(String.UnicodeScalarView(scalars))
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// A word with and without the e of its umlauts: people type Mueller, Müller and Muller for one name.
  static func spellings(_ word: String) -> [String] {
    let bare = ["ae": "a", "oe": "o", "ue": "u"].reduce(word) {
      $0.replacing($1.key, with: $1.value)
    }
    return bare == word ? [word] : [word, bare]
  }

  /// How a word sounds, by Cologne phonetics, in each of its spellings.
  static func sounds(_ word: String) -> [String] {
    Array(Set(spellings(word).map(ColognePhonetics.code).filter { !$0.isEmpty })).sorted()
  }
}

extension String {
  /// The scalars after canonical decomposition.
  fileprivate var decomposed: [Unicode.Scalar] {
    // The standard library's NFD view is not public; Foundation's essentials give the mapping.
    Array(decomposedStringWithCanonicalMapping.unicodeScalars)
  }
}
