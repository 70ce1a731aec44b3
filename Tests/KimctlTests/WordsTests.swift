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

  @Test("Every field, word, noun, method and format of the catalogue has a label in both")
  func labels() {
    var found = Vocabulary()
    for method in Catalog.methods {
      found.add(method.paramsShape, in: "")
      found.add(method.outputShape, in: "")
    }
    #expect(found.fields.count > 100)
    for labels in [Labels.germanFields, Labels.englishFields] {
      #expect(found.fields.subtracting(labels.keys).sorted() == [])
    }
    for labels in [Labels.germanWords, Labels.englishWords] {
      #expect(found.words.subtracting(labels.keys).sorted() == [])
    }
    #expect(found.formats.subtracting(Labels.germanFormats.keys).sorted() == [])
    let nouns = Set(Nouns.all.map(\.noun))
    #expect(nouns.subtracting(Labels.germanNouns.keys) == [])
    #expect(nouns.subtracting(Labels.englishNouns.keys) == [])
    let names = Set(Catalog.methods.map { $0.name })
    #expect(names.symmetricDifference(Labels.germanSummaries.keys).sorted() == [])
  }

  private struct Vocabulary {
    var fields: Set<String> = []
    var words: Set<String> = []
    var formats: Set<String> = []

    mutating func add(_ shape: Shape, in field: String) {
      switch shape {
      case .choice(let known): words.formUnion(known)
      case .string(let format): formats.insert(format.name)
      case .array(let inner), .clearable(let inner), .personal(let inner): add(inner, in: field)
      case .object(let members):
        for member in members {
          fields.insert(member.name)
          add(member.shape, in: member.name)
        }
      case .boolean, .integer, .any: break
      }
    }
  }

  @Test("A word has its meaning in its field")
  func meaning() {
    #expect(Words(.en).label(of: "open", in: "kind") == "open to all")
    #expect(Words(.en).label(of: "open", in: "state") == "open")
    #expect(Words(.de).label(of: "brand_new", in: "state") == "brand_new")
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
