import KimAPI
import Testing

@testable import kimctl

@Suite("Words in German and English")
struct WordsTests {
  private static let both = [Words(.de), Words(.en)]

  @Test("Every sentence stands in both languages with the same places for values")
  func phrases() {
    for phrase in Phrase.allCases {
      #expect(!phrase.english.isEmpty, "\(phrase)")
      #expect(!phrase.german.isEmpty, "\(phrase)")
      for place in ["{0}", "{1}", "{2}"] {
        #expect(phrase.english.contains(place) == phrase.german.contains(place), "\(phrase)")
      }
    }
    for kind in Fault.Kind.allCases { #expect(kind.english != kind.german, "\(kind)") }
  }

  @Test("Every field, noun, method and format of the catalogue has a label in both")
  func labels() {
    let found = Vocabulary.catalogue
    #expect(found.fields.count > 100)
    for labels in [Labels.germanFields, Labels.englishFields] {
      #expect(found.fields.subtracting(labels.keys).sorted() == [])
      let known = found.fields.union(found.typedFields)
      #expect(Set(labels.keys).subtracting(known).sorted() == [])
    }
    #expect(found.formats.symmetricDifference(Labels.germanFormats.keys).sorted() == [])
    let nouns = Set(Nouns.all.map(\.noun))
    #expect(nouns.symmetricDifference(Labels.germanNouns.keys) == [])
    #expect(nouns.symmetricDifference(Labels.englishNouns.keys) == [])
    let names = Set(Catalog.methods.map { $0.name })
    #expect(names.symmetricDifference(Labels.germanSummaries.keys).sorted() == [])
  }

  @Test("Every word of every enumeration has a label in both, and no label outlived its word")
  func words() {
    var vocabulary = Vocabulary.catalogue
    vocabulary.add(ResultMeta.shape)
    let found = vocabulary.words
    #expect(found.count > 100)
    let labelled = Labels.words.flatMap { type, words in
      words.map { (name: "\(type).\($0.key)", label: $0.value) }
    }
    #expect(found.symmetricDifference(labelled.map(\.name)).sorted() == [])
    #expect(labelled.filter { $0.label.de.isEmpty || $0.label.en.isEmpty }.map(\.name) == [])
  }

  /// What the catalogue has names for.
  private struct Vocabulary {
    var fields: Set<String> = []
    /// `Type.field`.
    var typedFields: Set<String> = []
    /// `Type.word`.
    var words: Set<String> = []
    var formats: Set<String> = []

    static let catalogue: Vocabulary = {
      var found = Vocabulary()
      for method in Catalog.methods {
        found.add(method.paramsShape)
        found.add(method.outputShape)
      }
      return found
    }()

    mutating func add(_ shape: Shape) {
      switch shape {
      case .choice(let known, let type): words.formUnion(known.map { "\(type).\($0)" })
      case .string(let format): formats.insert(format.name)
      case .array(let inner), .clearable(let inner), .personal(let inner): add(inner)
      case .object(let members, let type):
        for member in members {
          fields.insert(member.name)
          if let type { typedFields.insert("\(type).\(member.name)") }
          add(member.shape)
        }
      case .boolean, .integer, .any: break
      }
    }
  }

  @Test("A word has its meaning in its type, a field too")
  func meaning() {
    let (hours, session) = (Shape.TypeName(HoursKind.self), Shape.TypeName(SessionState.self))
    #expect(Words(.en).label(of: "open", as: hours) == "open to all")
    #expect(Words(.en).label(of: "open", as: session) == "open")
    #expect(Words(.de).label(of: "closed", as: session) == "Annahme beendet")
    #expect(Words(.de).label(of: "closed", as: .init(CaseState.self)) == "geschlossen")
    #expect(Words(.de).label(of: "brand_new", as: session) == "brand_new")
    #expect(Words(.de).label(of: "subject", in: .init(AuditEntry.self)) == "Gegenstand")
    #expect(Words(.de).label(of: "subject", in: .init(LeasedReminder.self)) == "Betreff")
    #expect(Words(.de).label(of: "subject") == "Betreff")
  }

  @Test("A value that looks like a place is not filled a second time")
  func places() {
    #expect(Words(.en)[.unknownVerb, "{1}", "x"].hasPrefix("x has no") == false)
    #expect(Words(.en)[.unknownVerb, "case", "clsoe"] == "case has no clsoe.")
  }

  @Test(
    "The language is named, or the environment's, or English",
    arguments: [
      (["--lang", "de"], ["LANG": "en_US.UTF-8"], Language.de),
      (["--lang=en"], ["LANG": "de_DE"], .en),
      ([], ["LC_ALL": "de_DE.UTF-8", "LANG": "en_US"], .de),
      ([], ["LC_ALL": "C", "LANG": "de"], .en),
      ([], ["LC_MESSAGES": "de_AT"], .de), ([], ["LC_ALL": "", "LANG": "de"], .de), ([], [:], .en),
      (["--", "--lang=de"], [:], .en),
    ]
  )
  func language(arguments: [String], environment: [String: String], expected: Language) {
    #expect(Language.choose(arguments, environment: { environment[$0] }) == expected)
  }

  @Test("The words of the catalogue are told in words", arguments: both)
  func expected(words: Words) {
    for method in Catalog.methods {
      for field in method.paramsShape.fields {
        #expect(!words.expected(field.shape).isEmpty)
        #expect(!words.expected(field.shape).contains("{"))
      }
    }
  }
}
