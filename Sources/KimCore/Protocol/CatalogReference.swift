import KimAPI

extension CatalogDocument {
  /// The reference page of the methods for people (Markdown for DocC), without its last line feed.
  package static var reference: String {
    var lines = [
      "# Methods", "",
      "Every method of kim-rpc, by noun. Printed by `kimd catalog --reference`; do not edit.", "",
      "A key of a nested object is written with a dot, an element of a list with `[]`. Personal values are sealed",
      "on disk; programs keep them out of arguments and logs. Every write also takes `_meta`.",
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
    return lines.joined(separator: "\n")
  }

  private static func section(of method: any Method.Type) -> [String] {
    var lines = [
      "", "### \(method.name)", "", method.summary, "",
      "Permission `\(method.permission.rawValue)`, kind `\(method.kind)`.", "",
    ]
    let params = method.paramsShape.entries()
    if params.isEmpty {
      lines += ["Takes no params.", ""]
    } else {
      lines += ["| param | type | required | personal |", "|---|---|---|---|"]
      lines += params.map { entry in
        let marks = "\(entry.isRequired ? "yes" : "") | \(entry.shape.isPersonal ? "yes" : "")"
        return "| `\(entry.path)` | \(entry.shape.words) | \(marks) |"
      }
      lines.append("")
    }
    let output = method.outputShape.entries().map { "`\($0.path)`" }
    lines.append(
      output.isEmpty ? "Gives an empty object." : "Gives \(output.joined(separator: ", "))."
    )
    return lines
  }
}

/// One key of a shape with the way to it.
private struct Entry {
  let path: String
  let shape: Shape
  let isRequired: Bool
}

extension Shape {
  /// Every key, nested ones after the key that holds them.
  fileprivate func entries(_ prefix: String = "") -> [Entry] {
    switch self {
    case .object(let fields):
      fields.flatMap { field in
        let path = prefix.isEmpty ? field.name : prefix + "." + field.name
        let entry = Entry(path: path, shape: field.shape, isRequired: field.isRequired)
        return [entry] + field.shape.entries(path)
      }
    case .array(let element): element.entries(prefix + "[]")
    case .clearable(let inner), .personal(let inner): inner.entries(prefix)
    default: []
    }
  }

  /// The type in a few words.
  fileprivate var words: String {
    switch self {
    case .boolean: "boolean"
    case .integer(let range) where range == .min ... .max: "integer"
    case .integer(let range): "integer \(range.lowerBound) to \(range.upperBound)"
    case .string(let format): format.name
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .array(let element): "list: \(element.words)"
    case .object: "object"
    case .clearable(let inner): "\(inner.words), or null to clear"
    case .personal(let inner): inner.words
    case .any: "any"
    }
  }
}
