import KimAPI

extension JSON {
  /// The value over several lines, two spaces a level; what is small stays on one line.
  func indented(_ margin: String = "") -> String {
    let line = self.line
    if line.utf8.count + margin.utf8.count <= 116 { return line }
    let inner = margin + "  "
    switch self {
    case .array(let items):
      let lines = items.map { inner + $0.indented(inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n" + margin + "]"
    case .object(let members):
      let lines = members.map {
        inner + JSON.string($0.key).line + ": " + $0.value.indented(inner)
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n" + margin + "}"
    default: return line
    }
  }
}
