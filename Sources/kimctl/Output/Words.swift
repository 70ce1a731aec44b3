import KimAPI

/// All words for people in one language; what a program reads is never translated.
struct Words: Sendable {
  let language: Language

  init(_ language: Language) { self.language = language }

  /// The words of this process.
  static let current = Words(Language.current)

  /// A sentence; `{0}`, `{1}` stand for the values handed in.
  subscript(_ phrase: Phrase, _ values: String...) -> String {
    let template = language == .de ? phrase.german : phrase.english
    return Self.fill(template, values)
  }

  /// One pass, so that a value that looks like a place is not filled in its turn.
  private static func fill(_ template: String, _ values: [String]) -> String {
    var text = ""
    var rest = template[...]
    while let place = rest.firstIndex(of: "{") {
      text += rest[..<place]
      rest = rest[place...]
      let index = rest.dropFirst().first?.wholeNumberValue ?? values.count
      guard values.indices.contains(index), rest.dropFirst(2).first == "}" else {
        text.append(rest.removeFirst())
        continue
      }
      text += values[index]
      rest = rest.dropFirst(3)
    }
    return text + rest
  }

  /// A sentence about a mistyped word, with the known word that may have been meant.
  func mistyped(_ sentence: String, _ typed: String, _ known: [String]) -> String {
    guard let near = Nearest.word(to: typed, among: known) else { return sentence }
    return sentence + " " + self[.didYouMean, near]
  }

  /// The label of a field, as this type has it; an unknown one as a terminal may have it, for the daemon chose it.
  func label(of field: String, in type: Shape.TypeName? = nil) -> String {
    let labels = language == .de ? Labels.germanFields : Labels.englishFields
    let own = type.flatMap { labels["\($0).\(field)"] }
    return own ?? labels[field] ?? Printable.line(field)
  }

  /// The label of an enumeration's word; the word itself where it is unknown.
  func label(of word: String, as type: Shape.TypeName) -> String {
    guard let label = Labels.words[type.text]?[word] else { return word }
    return language == .de ? label.de : label.en
  }

  /// What a noun of the command line stands for.
  func summary(ofNoun noun: String) -> String {
    (language == .de ? Labels.germanNouns : Labels.englishNouns)[noun] ?? noun
  }

  /// The sentence of a method.
  func summary(of method: any Method.Type) -> String {
    guard language == .de else { return method.summary }
    return Labels.germanSummaries[method.name] ?? method.summary
  }

  /// What a shape accepts.
  func expected(_ shape: Shape) -> String {
    switch shape {
    case .boolean: self[.expectedBoolean]
    case .integer(let range) where range == .min ... .max: self[.expectedInteger]
    case .integer(let range):
      self[.expectedRange, String(range.lowerBound), String(range.upperBound)]
    case .string(let format):
      language == .de ? Labels.germanFormats[format.name] ?? format.expected : format.expected
    case .choice(let words, _): self[.expectedChoice, words.joined(separator: ", ")]
    case .array(let element): self[.expectedArray, expected(element)]
    case .object: self[.expectedObject]
    case .clearable(let inner): self[.expectedClearable, expected(inner)]
    case .personal(let inner): expected(inner)
    case .any: self[.expectedAny]
    }
  }

  /// One sentence about what is wrong with a value.
  func sentence(
    about flaw: Shape.Flaw,
    at name: String,
    of method: String,
    expected: String
  ) -> String {
    switch flaw.kind {
    case "missing": self[.missingField, name, expected]
    case "unknown_key": self[.unknownField, method, name]
    case "check_digit": self[.checkDigit, name, flaw.expected]
    default: self[.wrongValue, name, expected]
    }
  }

  /// One sentence about a kind of fault.
  func sentence(for kind: Fault.Kind) -> String {
    language == .de ? kind.german : kind.english
  }
}
