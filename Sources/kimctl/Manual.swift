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
    return head + params(of: method) + ["", words[.resultHead]] + result(method.outputShape)
  }

  private func result(_ shape: Shape) -> [String] { list(shape.fields, isResult: true) }

  private func list(_ fields: [Shape.Field], isResult: Bool = false) -> [String] {
    let names = fields.map { isResult ? $0.name : "--" + Self.kebab($0.name) }
    let width = names.map(\.count).max() ?? 0
    return zip(names, fields)
      .flatMap { name, field in
        let head = "  " + Width.pad(name, to: width) + "  "
        return Self.wrap(
          words.expected(field.shape) + (isResult ? "" : remarks(field)),
          after: head
        )
      }
  }

  private func remarks(_ field: Shape.Field) -> String {
    var remarks = [words[field.isRequired ? .required : .optional]]
    if field.name == "ifRev", field.isRequired { remarks = [words[.readByKimctl]] }
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

  /// The same for programs.
  func json(of method: any Method.Type) -> JSON {
    [
      "name": .string(method.name), "kind": .string(method.kind),
      "permission": .string(method.permission.rawValue),
      "summary": .string(words.summary(of: method)),
      "params": json(method.paramsShape), "result": json(method.outputShape),
    ]
  }

  private func json(_ shape: Shape) -> JSON {
    switch shape {
    case .boolean: ["type": "boolean"]
    case .integer(let range):
      ["type": "integer", "min": .integer(range.lowerBound), "max": .integer(range.upperBound)]
    case .string(let format): ["type": "string", "format": .string(format.name)]
    case .choice(let known): ["type": "string", "enum": .array(known.map { .string($0) })]
    case .array(let element): ["type": "array", "items": json(element)]
    case .object(let fields):
      ["type": "object", "fields": .array(fields.map(json))]
    case .clearable(let inner): marked(inner, "clearable")
    case .personal(let inner): marked(inner, "personal")
    case .any: ["type": "any"]
    }
  }

  private func json(_ field: Shape.Field) -> JSON {
    let shape = json(field.shape).members ?? []
    return .object(
      [.init("name", .string(field.name)), .init("required", .boolean(field.isRequired))] + shape
    )
  }

  private func marked(_ shape: Shape, _ mark: String) -> JSON {
    .object((json(shape).members ?? []) + [.init(mark, true)])
  }
}
