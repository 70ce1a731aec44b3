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
      return list(items, element(of: field("items", shape)))
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

  private func list(_ items: [JSON], _ shape: Shape) -> [String] {
    guard !shape.isReference, items.contains(where: { $0.members != nil }) else {
      return items.map { cell($0, shape) }
    }
    // Text of several lines has no place in a table.
    if shape.fields.contains(where: { Self.isLongText($0.shape) }) {
      return items.flatMap { object($0, shape, indent: "") + [""] }.dropLast()
    }
    let columns = columns(items, shape)
    let rows = items.map { item in
      columns.map { name in cell(item[name], field(name, shape)) }
    }
    let headers = columns.map { words.label(of: $0, in: shape.type) }
    var lines = Table(headers: headers, rows: rows).lines(isolated: isTerminal)
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

  private func cell(_ value: JSON?, _ shape: Shape) -> String {
    switch value {
    case nil, .null: ""
    case .array(let items): items.map { cell($0, element(of: shape)) }.joined(separator: ", ")
    case .object where shape.isReference: value.flatMap(Self.name) ?? ""
    case .object where shape.type?.base == "Grant": value.map(grant) ?? ""
    case .object(let members):
      members.map { cell($0.value, field($0.key, shape)) }.joined(separator: " ")
    case .some(let value): self.value(value, shape)
    }
  }

  /// A role with its place in words.
  private func grant(_ value: JSON) -> String {
    let role = value["role"]?.text ?? ""
    let places = ["municipalities", "socialDistricts"].flatMap { value[$0]?.items ?? [] }
      .compactMap(\.text).map(Printable.line)
    let isEverywhere = value["everywhere"] == .boolean(true)
    let place =
      isEverywhere
      ? words[.wholeKreis]
      : places.isEmpty ? words[.noPlaceGiven] : places.joined(separator: ", ")
    return words.label(of: role, as: Shape.TypeName(Role.self)) + ": " + place
  }

  /// What a reference is called: its label, else what people say instead of its id.
  private static func name(_ reference: JSON) -> String? {
    ["label", "number", "login", "slug", "id"].lazy.compactMap { reference[$0]?.text }.first
      .map(Printable.line)
  }

  // MARK: Single things

  private func object(_ value: JSON, _ shape: Shape, indent: String) -> [String] {
    let members = (value.members ?? []).filter { $0.key != "_meta" && !Self.isEmpty($0.value) }
    let label = { words.label(of: $0, in: shape.type) }
    let flat = members.filter { !isNested($0.value, field($0.key, shape)) }
    let width = flat.map { Width.of(label($0.key)) }.max() ?? 0
    return members.flatMap { member -> [String] in
      let inner = field(member.key, shape)
      if isNested(member.value, inner) {
        return [indent + label(member.key) + ":"]
          + nested(member.value, inner).map { indent + "  " + $0 }
      }
      let head = indent + Width.pad(label(member.key) + ":", to: width + 1) + " "
      let lines = text(member.value, inner)
      let hanging = String(repeating: " ", count: Width.of(head))
      return lines.enumerated().map { $0.offset == 0 ? head + $0.element : hanging + $0.element }
    }
  }

  private func nested(_ value: JSON, _ shape: Shape) -> [String] {
    guard let items = value.items else { return object(value, shape, indent: "") }
    return list(items, element(of: shape))
  }

  /// The lines of one value.
  func text(_ value: JSON, _ shape: Shape) -> [String] {
    if case .string(let text) = value, Self.isLongText(shape) { return Printable.lines(text) }
    let shown = cell(value, shape)
    return [isTerminal ? Printable.isolate(shown) : shown]
  }

  // MARK: Values

  private func value(_ value: JSON, _ shape: Shape) -> String {
    switch (value, shape) {
    case (_, .personal(let inner)), (_, .clearable(let inner)): return self.value(value, inner)
    case (.boolean(let flag), _): return words[flag ? .yes : .no]
    case (.string(let word), .choice(let known, let type)) where known.contains(word):
      return words.label(of: word, as: type)
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

  private func isNested(_ value: JSON, _ shape: Shape) -> Bool {
    switch value {
    case .object: !shape.isReference && shape.type?.base != "Grant"
    case .array(let items): items.contains { isNested($0, element(of: shape)) }
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
