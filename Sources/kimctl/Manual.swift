import KimAPI

/// Describes methods in words, read off their shapes.
struct Manual {
  let words: Words

  /// `kimctl case close <id> --reason … [--key …]`.
  func usage(of method: any Method.Type, as command: String) -> String {
    let fields = method.paramsShape.fields
    let required = fields.filter { $0.isRequired && $0.name != "ifRev" && !$0.shape.isPersonal }
    let shown = required.map { "<\(Self.kebab($0.name))>" }
    let rest = fields.count > required.count ? ["[--key value …]"] : []
    return ([command] + shown + rest).joined(separator: " ")
  }

  /// The params as help shows them.
  func params(of method: any Method.Type) -> [String] {
    let fields = method.paramsShape.fields
    guard !fields.isEmpty else { return [words[.noParams]] }
    var lines = [words[.paramsHead]] + list(fields)
    if fields.contains(where: { $0.shape.isPersonal }) { lines += ["", words[.personalHint]] }
    let names = fields.map(\.name)
    if names.contains("limit"), names.contains("cursor") { lines += ["", words[.listHint]] }
    return lines
  }

  /// Everything about a method.
  func page(of method: any Method.Type) -> [String] {
    let head = [
      method.name, "  " + words.summary(of: method),
      "  \(method.kind), \(method.permission.rawValue)", "",
    ]
    let output = method.outputShape
    let result = words[.resultHead] + (output.sharedName.map { " " + $0 } ?? "")
    let known = output.sharedName ?? SharedTypes(of: [method]).shapes.keys.min()
    return head + params(of: method) + ["", result] + keys(of: output)
      + (known.map { ["", words[.typeHint, $0]] } ?? [])
  }

  /// Everything about a type, and which methods take or give it.
  func page(of name: String, _ shape: Shape) -> [String] {
    let body =
      switch shape {
      case .choice(let known, let type):
        list(known.map { ($0, words.label(of: $0, as: type)) })
      case .object: keys(of: shape)
      default:
        ["  " + words.expected(shape) + (shape.isPersonal ? " (\(words[.personal]))" : "")]
          + (shape.of.map { ["  " + words[.namesOne, $0]] } ?? [])
      }
    let users = Catalog.methods.filter { SharedTypes(of: [$0]).shapes[name] != nil }
    let used = users.map { $0.name }.joined(separator: ", ")
    return [name, ""] + body + [""] + Self.wrap(used, after: words[.usedBy] + " ")
  }

  /// The keys of an object, each with its type.
  func keys(of shape: Shape) -> [String] {
    list(shape.fields.map { ($0.name, type(of: $0.shape)) })
  }

  private func list(_ fields: [Shape.Field]) -> [String] {
    list(fields.map { ("--" + Self.kebab($0.name), words.expected($0.shape) + remarks($0)) })
  }

  /// Names with what is said about them, in two columns.
  func list(_ entries: [(name: String, text: String)]) -> [String] {
    let width = entries.map { Width.of($0.name) }.max() ?? 0
    return entries.flatMap {
      Self.wrap($0.text, after: "  " + Width.pad($0.name, to: width) + "  ")
    }
  }

  /// The name of a type, by which it is described; what has none is told in words.
  private func type(of shape: Shape) -> String {
    switch shape {
    case .array(let element): words[.listOf, type(of: element)]
    case .clearable(let inner), .personal(let inner): type(of: inner)
    default: shape.sharedName ?? words.expected(shape)
    }
  }

  private func remarks(_ field: Shape.Field) -> String {
    let isRead = field.name == "ifRev" && field.isRequired
    var remarks = [words[isRead ? .readByKimctl : field.isRequired ? .required : .optional]]
    if let type = field.shape.type { remarks.insert(type.text, at: 0) }
    if field.shape.isPersonal { remarks.append(words[.personal]) }
    return " (" + remarks.joined(separator: ", ") + ")"
  }

  /// Lines of at most 79 columns that hang below the first.
  static func wrap(_ text: String, after head: String) -> [String] {
    let indent = String(repeating: " ", count: Width.of(head))
    var lines = [head]
    var isFresh = true
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if !isFresh, Width.of(last) + 1 + Width.of(String(word)) > 79 {
        lines.append(indent + word)
      } else {
        lines[lines.count - 1] = last + (isFresh ? "" : " ") + word
      }
      isFresh = false
    }
    return lines
  }

  /// `serviceType` as people type it: `service-type`.
  static func kebab(_ name: String) -> String {
    name.reduce(into: "") { text, character in
      text += character.isUppercase ? "-" + character.lowercased() : String(character)
    }
  }
}
