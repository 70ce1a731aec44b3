import KimAPI

extension Params {
  /// What a word stands for where a shape is expected.
  func convert(_ text: String, _ shape: Shape, _ name: String) throws(Stop) -> JSON {
    switch shape {
    case .clearable(let inner): return text.isEmpty ? .null : try convert(text, inner, name)
    case .personal(let inner): return try convert(text, inner, name)
    case .boolean:
      guard let flag = Self.boolean(text) else { throw wrong(name, shape) }
      return .boolean(flag)
    case .integer(var range):
      if name == "limit", let limitMax { range = 1...limitMax }
      guard let number = Int64(text), range.contains(number) else { throw wrong(name, shape) }
      return .integer(number)
    case .choice(let known): return .string(try choice(text, known, name, shape))
    case .string(let format): return .string(try string(text, format, name, shape))
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

  private func choice(
    _ text: String,
    _ known: [String],
    _ name: String,
    _ shape: Shape
  ) throws(Stop) -> String {
    let word = text.replacing("-", with: "_").lowercased()
    if let exact = known.first(where: { $0 == word }) { return exact }
    // What people read in a table they may also type.
    if let label = known.first(where: { words.label(of: $0, in: name) == text }) { return label }
    let sentence = words[.wrongValue, name, words.expected(shape)]
    throw .usage(words.mistyped(sentence, word, known), hint: words[.describeHint, method])
  }

  private func string(
    _ text: String,
    _ format: Shape.StringFormat,
    _ name: String,
    _ shape: Shape
  ) throws(Stop) -> String {
    if format.accepts(text) { return text }
    // A number may stand for an id; who it is, kimd is asked later.
    if format.name == "uuid", Numbers.method(for: text) != nil { return text.uppercased() }
    throw wrong(name, shape)
  }

  private func wrong(_ name: String, _ shape: Shape) -> Stop {
    .usage(words[.wrongValue, name, words.expected(shape)], hint: words[.describeHint, method])
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

  /// Stops where the params are not what the method takes.
  func check() throws(Stop) {
    guard let shape else { return }
    let flaws = shape.flaws(in: json)
    guard !flaws.isEmpty else { return }
    let sentences = flaws.map { flaw -> String in
      let field = shape.fields.first { $0.name == flaw.path }
      let expected = field.map { words.expected($0.shape) } ?? flaw.expected
      switch flaw.kind {
      case "missing": return words[.missingField, flaw.path, expected]
      case "unknown_key": return words[.unknownField, method, flaw.path]
      default: return words[.wrongValue, flaw.path, expected]
      }
    }
    throw Stop(
      status: 2,
      kind: "usage",
      sentences: sentences,
      hint: words[.describeHint, method]
    )
  }
}
