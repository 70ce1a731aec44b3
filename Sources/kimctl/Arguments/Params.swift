import KimAPI

/// Turns the words of a command line into params, by the shape of the method.
///
/// A word is `key=value`, `--key value`, `--key=value`, `key:=JSON`, `key=@FILE` (objects), `-` (JSON on standard
/// input), or stands for the next required key that has no value yet.
struct Params {
  /// Name of the method, for sentences.
  let method: String
  /// What it takes; nil where this kimctl does not know it.
  let shape: Shape?
  let words: Words
  /// Whether personal values may stand on the command line.
  var takesPersonal = false
  /// The most that `limit` may be where kimctl joins pages; nil where the shape says it.
  var limitMax: Int64?
  /// Reads a file; the second value says whose, for sentences.
  var readFile: (String) throws(Stop) -> JSON = { _ throws(Stop) in .null }
  /// Reads standard input.
  var readInput: () throws(Stop) -> JSON = { () throws(Stop) in .null }

  private(set) var members: [JSON.Member] = []
  private var given: Set<String> = []
  private var positionals: [String] = []

  init(method: String, shape: Shape?, words: Words) {
    self.method = method
    self.shape = shape
    self.words = words
  }

  /// The value of a key so far.
  subscript(_ key: String) -> JSON? {
    get { members.first { $0.key == key }?.value }
    set {
      if let newValue {
        if let index = members.firstIndex(where: { $0.key == key }) {
          members[index].value = newValue
        } else {
          members.append(.init(key, newValue))
        }
      } else {
        members.removeAll { $0.key == key }
      }
    }
  }

  /// The params as they are sent.
  var json: JSON { .object(members) }

  /// Takes all keys of an object, such as a file's.
  mutating func merge(_ object: JSON, from source: String) throws(Stop) {
    guard let members = object.members else {
      throw .usage(words[.notAnObject, source])
    }
    for member in members { self[member.key] = member.value }
  }

  /// Takes the words of the command line.
  mutating func read(_ arguments: [String]) throws(Stop) {
    var rest = arguments[...]
    var isPlain = false
    while let word = rest.popFirst() {
      if isPlain {
        try take(plain: word)
      } else if word == "--" {
        isPlain = true
      } else if word == "-" {
        try merge(try readInput(), from: "-")
      } else if word.hasPrefix("--") {
        try take(option: word.dropFirst(2), &rest)
      } else {
        try take(plain: word)
      }
    }
    try place()
  }

  // MARK: Words

  private mutating func take(option: Substring, _ rest: inout ArraySlice<String>) throws(Stop) {
    if let (key, value, isJSON) = Self.split(option) {
      return try set(key, value, isJSON: isJSON)
    }
    let field = try field(named: String(option))
    let next = rest.first
    if let field, Self.isBoolean(field.shape), next.flatMap(Self.boolean) == nil {
      return try set(String(option), "true", isJSON: false)
    }
    guard let next, !next.hasPrefix("--") else {
      throw .usage(words[.missingValue, "--\(option)"], hint: words[.describeHint, method])
    }
    rest.removeFirst()
    try set(String(option), next, isJSON: false)
  }

  private mutating func take(plain word: String) throws(Stop) {
    if let (key, value, isJSON) = Self.split(word[...]) {
      try set(key, value, isJSON: isJSON)
    } else {
      positionals.append(word)
    }
  }

  /// `key=value` or `key:=JSON`; nil where what stands before is no key.
  private static func split(_ word: Substring) -> (String, String, Bool)? {
    guard let equals = word.firstIndex(of: "=") else { return nil }
    var key = word[..<equals]
    let isJSON = key.last == ":"
    if isJSON { key = key.dropLast() }
    guard let first = key.first, first.isASCII, first.isLetter,
      key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    else { return nil }
    return (String(key), String(word[word.index(after: equals)...]), isJSON)
  }

  private mutating func set(_ name: String, _ value: String, isJSON: Bool) throws(Stop) {
    guard let field = try field(named: name) else {
      // A method that this kimctl does not know takes what it is given.
      self[name] = isJSON ? try Self.parse(Array(value.utf8), name, words) : .string(value)
      return
    }
    if field.shape.isPersonal, !takesPersonal { throw refusal(of: field) }
    let isList = if case .array = Self.core(field.shape) { true } else { false }
    guard given.insert(field.name).inserted || isList else {
      throw .usage(words[.twice, field.name])
    }
    let value =
      isJSON
      ? try Self.parse(Array(value.utf8), field.name, words)
      : try convert(value, field.shape, field.name)
    if isList, let before = self[field.name]?.items, given.contains(field.name), !isJSON {
      self[field.name] = .array(before + (value.items ?? []))
    } else {
      self[field.name] = value
    }
  }

  private func refusal(of field: Shape.Field) -> Stop {
    Stop(
      status: 2,
      kind: "personal",
      sentences: [words[.personalRefused, field.name], words[.personalHint]],
      hint: nil
    )
  }

  /// The field of a name, `service-type` and `serviceType` alike; nil where the shape is unknown.
  private func field(named name: String) throws(Stop) -> Shape.Field? {
    guard let shape else { return nil }
    let wanted = Self.plainKey(name)
    if let field = shape.fields.first(where: { Self.plainKey($0.name) == wanted }) { return field }
    let names = shape.fields.map(\.name)
    let hint = words[.describeHint, method]
    throw .usage(words.mistyped(words[.unknownField, method, name], name, names), hint: hint)
  }

  private static func plainKey(_ name: String) -> String {
    name.filter { $0 != "-" && $0 != "_" }.lowercased()
  }

  // MARK: Positionals

  /// Gives each bare word to the next key that must be there; the first may be an id or a number.
  private mutating func place() throws(Stop) {
    for word in positionals {
      guard let field = nextPlace(for: word) else {
        if let personal = shape?.fields.first(where: {
          $0.isRequired && $0.shape.isPersonal && self[$0.name] == nil
        }) {
          throw refusal(of: personal)
        }
        throw .usage(words[.noPlace, word], hint: words[.describeHint, method])
      }
      try set(field.name, word, isJSON: false)
    }
    positionals = []
  }

  private func nextPlace(for word: String) -> Shape.Field? {
    let open = (shape?.fields ?? []).filter { self[$0.name] == nil }
    let required = open.first { field in
      field.isRequired && field.name != "ifRev" && (takesPersonal || !field.shape.isPersonal)
    }
    if let required { return required }
    // `show` takes an id or a number and requires neither.
    guard self["id"] == nil, self["number"] == nil else { return nil }
    let names = open.filter { ["id", "number"].contains($0.name) }
    return names.first { $0.shape.flaws(in: .string(word)).isEmpty }
      ?? names.first { $0.name == "number" }
  }
}
