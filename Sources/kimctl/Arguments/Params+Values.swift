import KimAPI

extension Params {
  /// What a word stands for where a shape is expected; the shape itself says whether it is right.
  func convert(_ text: String, _ shape: Shape, _ name: String) throws(Stop) -> JSON {
    let value = try value(text, shape, name)
    // What is in an object is checked when all is there, by its paths.
    if value.members != nil { return value }
    var wanted = shape
    if name == "limit", let limitMax { wanted = .integer(1...limitMax) }
    guard let flaw = wanted.flaws(in: value).first else { return value }
    throw wrong(flaw, name, shape, near: near(value, shape))
  }

  /// A text as the JSON that it means; what means nothing stays a string.
  private func value(_ text: String, _ shape: Shape, _ name: String) throws(Stop) -> JSON {
    switch shape {
    case .clearable(let inner): return text.isEmpty ? .null : try value(text, inner, name)
    case .personal(let inner): return try value(text, inner, name)
    case .boolean: return Self.boolean(text).map(JSON.boolean) ?? .string(text)
    case .integer: return Int64(text).map(JSON.integer) ?? .string(text)
    case .choice(let known, let type): return .string(word(text, known, type))
    case .string: return .string(text)
    case .array(let element):
      var items: [JSON] = []
      for part in text.split(separator: ",") {
        items.append(try convert(String(part), element, name))
      }
      return .array(items)
    case .object, .any:
      // An object is named by its file.
      return try readFile(text.hasPrefix("@") ? String(text.dropFirst()) : text)
    }
  }

  /// What people read in a table they may also type.
  private func word(_ text: String, _ known: [String], _ type: Shape.TypeName) -> String {
    let word = text.replacing("-", with: "_").lowercased()
    if known.contains(word) { return word }
    return known.first { words.label(of: $0, as: type) == text } ?? word
  }

  private func near(_ value: JSON, _ shape: Shape) -> (String, [String])? {
    guard case .choice(let known, _) = Self.core(shape) else { return nil }
    return value.text.map { ($0, known) }
  }

  private func wrong(
    _ flaw: Shape.Flaw,
    _ name: String,
    _ shape: Shape,
    near: (typed: String, known: [String])? = nil
  ) -> Stop {
    let sentence = words.sentence(
      about: flaw,
      at: name,
      of: method,
      expected: words.expected(shape)
    )
    return .usage(
      near.map { words.mistyped(sentence, $0.typed, $0.known) } ?? sentence,
      hint: words[.describeHint, method]
    )
  }

  /// The shape without what is said about it.
  static func core(_ shape: Shape) -> Shape {
    switch shape {
    case .clearable(let inner), .personal(let inner): core(inner)
    default: shape
    }
  }

  static func isBoolean(_ shape: Shape) -> Bool { core(shape) == .boolean }

  static func boolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "ja", "1": true
    case "false", "no", "nein", "0": false
    default: nil
    }
  }

  /// The JSON of a text; a refusal quotes nothing of it.
  static func parse(_ text: [UInt8], _ source: String, _ words: Words) throws(Stop) -> JSON {
    do throws(StrictJSON.Refusal) {
      return try StrictJSON.parse(text)
    } catch {
      throw .usage(words[.notJSON, source, error.reason, String(error.offset)])
    }
  }

  /// Required keys that have no value; `ifRev` is read from kimd.
  var missing: [Shape.Field] {
    (shape?.fields ?? []).filter { $0.isRequired && self[$0.name] == nil && $0.name != "ifRev" }
  }

  /// Stops where the params are not what the method takes; those that are not complete yet may lack some.
  func check(isComplete: Bool = true) throws(Stop) {
    guard let shape else { return }
    let flaws = shape.flaws(in: json).filter { isComplete || $0.kind != "missing" }
    guard !flaws.isEmpty else { return }
    let sentences = flaws.map { flaw in
      let field = shape.fields.first { $0.name == flaw.path }
      return words.sentence(
        about: flaw,
        at: flaw.path,
        of: method,
        expected: field.map { words.expected($0.shape) } ?? flaw.expected
      )
    }
    throw Stop(
      status: 2,
      kind: "usage",
      sentences: sentences,
      hint: words[.describeHint, method]
    )
  }
}
