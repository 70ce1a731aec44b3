/// A value that tells about a person: sealed on disk, shown to no log, refused as an argument of a command.
///
/// Its description is a dot, so that no string interpolation gives it away.
public struct Personal<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable,
  CustomStringConvertible, CustomDebugStringConvertible
{
  /// The value itself.
  public let value: Value

  public init(_ value: Value) { self.value = value }

  public init(from decoder: any Decoder) throws { value = try Value(from: decoder) }

  public func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }

  public var description: String { "•" }
  public var debugDescription: String { "•" }
}

extension Personal: Shaped {
  public static var shape: Shape { .personal(Probe.shape(of: Value.self)) }
  public static var sample: Self { .init(Probe.sample(of: Value.self)) }
}

/// What an update does with one field: absent keeps it (the optional around this is nil), null clears it, a value sets it.
public enum Change<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  /// Nothing is stored afterwards.
  case clear
  /// This is stored afterwards.
  case set(Value)

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .clear : .set(try Value(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .clear:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .set(let value): try value.encode(to: encoder)
    }
  }

  /// What is stored afterwards.
  public var value: Value? {
    if case .set(let value) = self { value } else { nil }
  }
}

extension Change: Shaped {
  public static var shape: Shape { .clearable(Probe.shape(of: Value.self)) }
  public static var sample: Self { .clear }
}
