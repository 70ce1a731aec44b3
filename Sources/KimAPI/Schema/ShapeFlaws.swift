extension Shape {
  /// One thing that is wrong with a value, quoting nothing of it.
  public struct Flaw: Sendable, Equatable {
    /// Where, as `sites[3].hours[0].from`; the empty path is the value itself.
    public let path: String
    /// `missing`, `unknown_key`, `wrong_type`, `wrong_value`, `check_digit` or `too_many`.
    public let kind: String
    /// What was expected, for people; of a `check_digit` the digit that would fit.
    public let expected: String

    public init(path: String, kind: String, expected: String) {
      self.path = path
      self.kind = kind
      self.expected = expected
    }
  }

  /// How many flaws are told at most.
  public static let flawsMax = 32

  /// How many elements an array may hold.
  public static let elementsMax = 10_000

  /// Everything that is wrong with a value, at most ``flawsMax``; empty where it has this shape.
  public func flaws(in value: JSON) -> [Flaw] {
    var flaws: [Flaw] = []
    check(value, "", &flaws)
    return flaws
  }

  private func check(_ value: JSON, _ path: String, _ flaws: inout [Flaw]) {
    guard flaws.count < Self.flawsMax else { return }
    switch (self, value) {
    case (.any, _), (.boolean, .boolean), (.clearable, .null): return
    case (.integer(let range), .integer(let number)):
      if !range.contains(number) {
        flaws.append(.init(path: path, kind: "wrong_value", expected: expected))
      }
    case (.string(let format), .string(let text)):
      if let flaw = format.flaw(text) {
        flaws.append(.init(path: path, kind: flaw.kind, expected: flaw.expected))
      }
    case (.choice(let words, _), .string(let text)):
      if !words.contains(text) {
        flaws.append(.init(path: path, kind: "wrong_value", expected: expected))
      }
    case (.array(let element), .array(let items)): element.check(each: items, path, &flaws)
    case (.object(let fields, _), .object(let members)):
      Self.check(fields, members, path.isEmpty ? "" : path + ".", &flaws)
    case (.clearable(let inner), _), (.personal(let inner), _): inner.check(value, path, &flaws)
    default: flaws.append(.init(path: path, kind: "wrong_type", expected: expected))
    }
  }

  private func check(each items: [JSON], _ path: String, _ flaws: inout [Flaw]) {
    guard items.count <= Self.elementsMax else {
      return flaws.append(
        .init(path: path, kind: "too_many", expected: "at most \(Self.elementsMax) elements")
      )
    }
    for (index, item) in items.enumerated() where flaws.count < Self.flawsMax {
      check(item, "\(path)[\(index)]", &flaws)
    }
  }

  private static func check(
    _ fields: [Field],
    _ members: [JSON.Member],
    _ prefix: String,
    _ flaws: inout [Flaw]
  ) {
    var met = 0
    for field in fields where flaws.count < Self.flawsMax {
      if let member = members.first(where: { $0.key == field.name }) {
        met += 1
        field.shape.check(member.value, prefix + field.name, &flaws)
      } else if field.isRequired {
        flaws.append(
          .init(path: prefix + field.name, kind: "missing", expected: field.shape.expected)
        )
      }
    }
    guard met < members.count else { return }
    let names = fields.map(\.name)
    for member in members where flaws.count < Self.flawsMax && !names.contains(member.key) {
      // An unknown key is the caller's own word, not a person's data; it is cut all the same.
      let key = String(member.key.unicodeScalars.prefix(64))
      let known = "one of " + names.joined(separator: ", ")
      flaws.append(.init(path: prefix + key, kind: "unknown_key", expected: known))
    }
  }

  /// What is expected, for people.
  public var expected: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let range) where range == .min ... .max: "a whole number"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .string(let format): format.expected
    case .choice(let words, _): "one of " + words.joined(separator: ", ")
    case .array(let element): "a list, each element \(element.expected)"
    case .object: "an object"
    case .clearable(let inner): inner.expected + ", or null to clear"
    case .personal(let inner): inner.expected
    case .any: "any value"
    }
  }
}
