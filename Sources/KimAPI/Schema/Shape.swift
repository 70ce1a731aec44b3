/// What a wire type looks like: read off the type itself by ``Probe``, never written down a second time.
public indirect enum Shape: Sendable, Equatable {
  /// `true` or `false`.
  case boolean
  /// A whole number within bounds.
  case integer(ClosedRange<Int64>)
  /// A string that its type accepts.
  case string(StringFormat)
  /// One of the words of an enumeration.
  case choice([String], type: TypeName)
  /// A list of values of one shape.
  case array(Shape)
  /// An object with these keys and no other; its type is nil where it belongs to one method alone.
  case object([Field], type: TypeName?)
  /// A value, or null to clear what is stored (``Change``).
  case clearable(Shape)
  /// A value that tells about a person; programs keep it out of arguments, logs and error texts.
  case personal(Shape)
  /// Any JSON value; only the OpenRPC document is so free.
  case any

  /// One key of an object.
  public struct Field: Sendable, Equatable {
    /// The key.
    public let name: String
    /// The shape of its value.
    public let shape: Shape
    /// Whether the key must be there.
    public let isRequired: Bool
  }

  /// A kind of string: its name for people and programs, and the test that decides.
  public struct StringFormat: Sendable, Equatable {
    /// Name of the format, such as `day`.
    public let name: String
    /// What is accepted, for people.
    public let expected: String
    /// The type that it was read off; nil for any string.
    public let type: TypeName?
    /// The type of the thing that the string names: `Case` for its id; nil where it names none.
    public let of: String?
    /// What is wrong with a text, at the empty path; nil where it is accepted.
    public let flaw: @Sendable (String) -> Flaw?

    /// Whether a text is accepted.
    public func accepts(_ text: String) -> Bool { flaw(text) == nil }

    /// Formats are told apart by their names and types.
    public static func == (left: Self, right: Self) -> Bool {
      (left.name, left.type, left.of) == (right.name, right.type, right.of)
    }
  }

  /// The fields of an object shape; none for every other shape.
  public var fields: [Field] {
    switch self {
    case .object(let fields, _): fields
    case .clearable(let inner), .personal(let inner): inner.fields
    default: []
    }
  }

  /// The type that the shape was read off, whatever is said about its value.
  public var type: TypeName? {
    switch self {
    case .choice(_, let type): type
    case .object(_, let type): type
    case .string(let format): format.type
    case .clearable(let inner), .personal(let inner): inner.type
    case .boolean, .integer, .array, .any: nil
    }
  }

  /// The type of the thing that the value names, such as `Case` for its id or number, in a list too; nil where it names
  /// none.
  public var of: String? {
    switch self {
    case .string(let format): format.of
    case .array(let inner), .clearable(let inner), .personal(let inner): inner.of
    case .boolean, .integer, .choice, .object, .any: nil
    }
  }

  /// Whether it refers to a thing: an object with its id and what people call it.
  public var isReference: Bool { type?.base == "Ref" }

  /// Whether the value tells about a person.
  public var isPersonal: Bool {
    switch self {
    case .personal: true
    case .clearable(let inner), .array(let inner): inner.isPersonal
    default: false
    }
  }

  /// Whether something in the value, however deep, tells about a person.
  public var holdsPersonal: Bool {
    switch self {
    case .object(let fields, _): fields.contains { $0.shape.holdsPersonal }
    case .clearable(let inner), .array(let inner): inner.holdsPersonal
    default: isPersonal
    }
  }
}

/// A wire type that knows its own shape and can stand in for a value while another type is probed.
public protocol Shaped {
  /// The shape.
  static var shape: Shape { get }
  /// Any accepted value.
  static var sample: Self { get }
}

/// A wire type written as one string.
public protocol StringValue: Shaped, Codable, Hashable, Sendable {
  /// Name of the format, such as `day`.
  static var format: String { get }
  /// What is accepted, for people.
  static var expected: String { get }
  /// The name of the type of the thing that a value names; nil where it names none.
  static var of: String? { get }
  /// What is wrong with a text, at the empty path; nil exactly where it stands for a value.
  static func flaw(in text: String) -> Shape.Flaw?
  /// The value that a text stands for, nil where it stands for none.
  init?(_ text: String)
  /// The text that stands for the value.
  var text: String { get }
}

extension StringValue {
  public static var shape: Shape {
    .string(
      .init(
        name: format,
        expected: expected,
        type: .init(Self.self),
        of: of,
        flaw: { flaw(in: $0) }
      )
    )
  }

  /// Most values name no thing.
  public static var of: String? { nil }

  /// Most texts are a value or not, and there is no more to say.
  public static func flaw(in text: String) -> Shape.Flaw? {
    Self(text) == nil ? .init(path: "", kind: "wrong_value", expected: expected) : nil
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "expected \(Self.expected)"
      )
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
