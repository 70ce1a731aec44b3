import KimAPI

/// A result as people read it: lists as tables, single things as `label: value`.
struct Render {
  let words: Words
  /// Whether a terminal reads it: it alone gets bold type and isolates.
  var isTerminal = false
  var isBold = false

  /// The lines of a result; `shape` is what the method declares, `.any` where it is unknown.
  func lines(_ result: JSON, _ shape: Shape) -> [String] {
    if let items = result["items"]?.items {
      guard !items.isEmpty else { return [] }
      return list(items, element(of: field("items", shape)), name: "items")
    }
    return object(result, shape, indent: "")
  }

  private func element(of shape: Shape) -> Shape {
    switch shape {
    case .array(let inner): inner
    case .clearable(let inner), .personal(let inner): element(of: inner)
    default: .any
    }
  }

  private func field(_ name: String, _ shape: Shape) -> Shape {
    shape.fields.first { $0.name == name }?.shape ?? .any
  }

  // MARK: Lists

  private func list(_ items: [JSON], _ shape: Shape, name: String) -> [String] {
    guard items.contains(where: { $0.members != nil }) else {
      return items.map { value($0, shape, in: name) }
    }
    // Text of several lines has no place in a table.
    if shape.fields.contains(where: { Self.isLongText($0.shape) }) {
      return items.flatMap { object($0, shape, indent: "") + [""] }.dropLast()
    }
    let columns = columns(items, shape)
    let rows = items.map { item in
      columns.map { name in cell(item[name], field(name, shape), in: name) }
    }
    var lines = Table(headers: columns.map(words.label), rows: rows).lines(isolated: isTerminal)
    if isBold, let header = lines.first { lines[0] = "\u{1b}[1m" + header + "\u{1b}[0m" }
    return lines
  }

  /// The keys in the order of the declaration, without those that no item has; a number makes the id needless.
  private func columns(_ items: [JSON], _ shape: Shape) -> [String] {
    var names = shape.fields.map(\.name)
    for item in items {
      for member in item.members ?? [] where !names.contains(member.key) {
        names.append(member.key)
      }
    }
    let isNumbered = Self.format(field("number", shape))?.hasPrefix("number-") ?? false
    return names.filter { name in
      if name == "id", isNumbered { return false }
      return items.contains { !Self.isEmpty($0[name]) }
    }
  }

  private func cell(_ value: JSON?, _ shape: Shape, in name: String) -> String {
    switch value {
    case nil, .null: ""
    case .array(let items):
      items.map { cell($0, element(of: shape), in: name) }.joined(separator: ", ")
    case .object(let members):
      members.map { cell($0.value, field($0.key, shape), in: $0.key) }.joined(separator: " ")
    case .some(let value): self.value(value, shape, in: name)
    }
  }

  // MARK: Single things

  private func object(_ value: JSON, _ shape: Shape, indent: String) -> [String] {
    let members = (value.members ?? []).filter { $0.key != "_meta" && !Self.isEmpty($0.value) }
    let flat = members.filter { !Self.isNested($0.value) }
    let width = flat.map { Width.of(words.label(of: $0.key)) }.max() ?? 0
    return members.flatMap { member -> [String] in
      let label = words.label(of: member.key)
      let inner = field(member.key, shape)
      if Self.isNested(member.value) {
        return [indent + label + ":"] + nested(member, inner).map { indent + "  " + $0 }
      }
      let head = indent + Width.pad(label + ":", to: width + 1) + " "
      let lines = text(member.value, inner, in: member.key)
      let hanging = String(repeating: " ", count: Width.of(head))
      return lines.enumerated().map { $0.offset == 0 ? head + $0.element : hanging + $0.element }
    }
  }

  private func nested(_ member: JSON.Member, _ shape: Shape) -> [String] {
    guard let items = member.value.items else { return object(member.value, shape, indent: "") }
    return list(items, element(of: shape), name: member.key)
  }

  private func text(_ value: JSON, _ shape: Shape, in name: String) -> [String] {
    if case .string(let text) = value, Self.isLongText(shape) { return Printable.lines(text) }
    let shown = cell(value, shape, in: name)
    return [isTerminal ? Printable.isolate(shown) : shown]
  }

  // MARK: Values

  private func value(_ value: JSON, _ shape: Shape, in name: String) -> String {
    switch (value, shape) {
    case (_, .personal(let inner)), (_, .clearable(let inner)):
      return self.value(value, inner, in: name)
    case (.boolean(let flag), _): return words[flag ? .yes : .no]
    case (.string(let word), .choice(let known)) where known.contains(word):
      return words.label(of: word, in: name)
    case (.string(let text), .string(let format)) where format.name == "timestamp":
      return Timestamp(text).map(OfficeTime.text) ?? Printable.line(text)
    case (.string(let text), .string(let format)) where format.name == "localTime":
      return LocalTime(text).map { $0.day.text + " " + $0.time.text } ?? Printable.line(text)
    case (.string(let text), _): return Printable.line(text)
    default: return Printable.line(value.line)
    }
  }

  private static func isEmpty(_ value: JSON?) -> Bool {
    switch value {
    case nil, .null: true
    case .array(let items): items.isEmpty
    default: false
    }
  }

  private static func isNested(_ value: JSON) -> Bool {
    switch value {
    case .object: true
    case .array(let items): items.contains { $0.members != nil }
    default: false
    }
  }

  private static func format(_ shape: Shape) -> String? {
    switch shape {
    case .string(let format): format.name
    case .personal(let inner), .clearable(let inner): format(inner)
    default: nil
    }
  }

  private static func isLongText(_ shape: Shape) -> Bool { format(shape) == "text" }
}
