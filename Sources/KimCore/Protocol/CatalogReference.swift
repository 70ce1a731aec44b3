import KimAPI

extension CatalogDocument {
  /// The reference page of the methods for people (Markdown for DocC), without its last line feed.
  package static var reference: String {
    var lines = [
      "# Methods", "",
      "Every method of kim-rpc, by noun, and behind them every type. Printed by `kimd catalog --reference`; do not edit.",
      "",
      "Personal values are sealed on disk; programs keep them out of arguments and logs. Every write also takes `_meta`.",
    ]
    var noun = ""
    for method in Catalog.methods {
      let next = String(method.name.prefix { $0 != "." })
      if next != noun {
        lines += ["", "## \(next)"]
        lines += Machines.all.first { $0.noun == next }?.reference ?? []
        noun = next
      }
      lines += section(of: method)
    }
    return (lines + types).joined(separator: "\n")
  }

  private static func section(of method: any Method.Type) -> [String] {
    let head = [
      "", "### \(method.name)", "", method.summary, "",
      "Permission `\(method.permission.rawValue)`, kind `\(method.kind)`.", "",
    ]
    let params = method.paramsShape.fields
    let output = method.outputShape
    return head + (params.isEmpty ? ["Takes no params."] : table(of: params, as: "param")) + [""]
      + (output.fields.isEmpty ? ["Gives an empty object."] : gives(output))
  }

  private static func gives(_ output: Shape) -> [String] {
    output.sharedName == nil ? table(of: output.fields, as: "gives") : ["Gives \(output.words)."]
  }

  /// The keys of an object.
  private static func table(of fields: [Shape.Field], as title: String) -> [String] {
    ["| \(title) | type | required | personal |", "|---|---|---|---|"]
      + fields.map { field in
        let marks = "\(field.isRequired ? "yes" : "") | \(field.shape.isPersonal ? "yes" : "")"
        return "| `\(field.name)` | \(field.shape.words) | \(marks) |"
      }
  }

  // MARK: Types

  /// Every type once: strings in a table, what has more to say under its own name.
  private static var types: [String] {
    let types = SharedTypes(of: Catalog.methods).shapes.sorted { $0.key < $1.key }
    let strings = types.compactMap { name, shape -> String? in
      guard case .string(let format) = shape else { return nil }
      return "| `\(name)` | \(format.name) | \(format.of ?? "") | \(format.expected) |"
    }
    return [
      "", "## Strings", "", "| type | format | names a | what is accepted |", "|---|---|---|---|",
    ]
      + strings + ["", "## Types"]
      + types.flatMap { name, shape in
        section(of: shape).map { ["", "### type \(name)", ""] + $0 } ?? []
      }
  }

  private static func section(of shape: Shape) -> [String]? {
    switch shape {
    case .choice(let words, _): ["One of " + words.map { "`\($0)`" }.joined(separator: ", ") + "."]
    case .object(let fields, _): table(of: fields, as: "key")
    default: nil
    }
  }
}

extension Shape {
  /// The type in a few words, which lead to where it is described.
  fileprivate var words: String {
    switch self {
    case .boolean: "boolean"
    case .integer(let range) where range == .min ... .max: "integer"
    case .integer(let range): "integer \(range.lowerBound) to \(range.upperBound)"
    case .string(let format): format.type.map { "[\($0)](#strings)" } ?? format.name
    case .choice, .object: type.map { "[\($0)](#type-\($0.text.lowercased()))" } ?? "object"
    case .array(let element): "list: \(element.words)"
    case .clearable(let inner): "\(inner.words), or null to clear"
    case .personal(let inner): inner.words
    case .any: "any"
    }
  }
}
