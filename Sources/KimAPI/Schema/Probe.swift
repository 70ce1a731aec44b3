/// A decoder that decodes nothing and writes down what a type asks for; so the shape follows from the type.
final class Probe: Decoder {
  /// The shape of a value that is written as another, such as a string.
  private var single: Shape?
  private var fields: [Shape.Field] = []
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The shape of a wire type.
  static func shape(of type: (some Decodable).Type) -> Shape { known(type).0 }

  /// Any value of a wire type.
  static func sample<T: Decodable>(of type: T.Type) -> T { known(type).1 }

  private static func known<T: Decodable>(_ type: T.Type) -> (Shape, T) {
    do {
      return try examine(type)
    } catch {
      preconditionFailure("\(type) is no wire type: \(error)")
    }
  }

  static func examine<T: Decodable>(_ type: T.Type) throws -> (Shape, T) {
    if T.self == JSON.self, let sample = JSON.null as? T { return (.any, sample) }
    if let shaped = type as? any Shaped.Type, let sample = shaped.sample as? T {
      return (shaped.shape, sample)
    }
    if let choice = type as? any (CaseIterable & RawRepresentable).Type,
      let (words, sample) = words(of: choice), let sample = sample as? T
    {
      return (.choice(words, type: .init(type)), sample)
    }
    let probe = Probe()
    let sample = try T(from: probe)
    return (probe.single ?? .object(probe.fields, type: .init(shared: type)), sample)
  }

  private static func words<E: CaseIterable & RawRepresentable>(_: E.Type) -> ([String], Any)? {
    let words = E.allCases.compactMap { $0.rawValue as? String }
    guard let first = E.allCases.first, words.count == E.allCases.count else { return nil }
    return (words, first)
  }

  private static func words(of type: any (CaseIterable & RawRepresentable).Type) -> ([String], Any)?
  {
    words(type)
  }

  func add(_ field: Shape.Field) { fields.append(field) }

  func set(_ shape: Shape) { single = shape }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Keyed<Key>(probe: self))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer { Unkeyed(probe: self) }

  func singleValueContainer() -> any SingleValueDecodingContainer { Single(probe: self) }
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let probe: Probe
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) -> Bool { false }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    let (shape, sample) = try Probe.examine(type)
    probe.add(.init(name: key.stringValue, shape: shape, isRequired: true))
    return sample
  }
  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    probe.add(
      .init(name: key.stringValue, shape: try Probe.examine(type).0, isRequired: false)
    )
    return nil
  }
  // The standard library's own overloads would ask for decodeNil first and so make these required.
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { add(type, key) }
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { add(type, key) }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { add(type, key) }
  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { add(type, key) }

  private func add<T: Shaped>(_ type: T.Type, _ key: Key) -> T? {
    probe.add(.init(name: key.stringValue, shape: T.shape, isRequired: false))
    return nil
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) -> KeyedDecodingContainer<Nested> {
    preconditionFailure("wire types nest by value")
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
    preconditionFailure("wire types nest by value")
  }
  func superDecoder() -> any Decoder { preconditionFailure("wire types do not inherit") }
  func superDecoder(forKey key: Key) -> any Decoder {
    preconditionFailure("wire types do not inherit")
  }
}

private struct Unkeyed: UnkeyedDecodingContainer {
  let probe: Probe
  var codingPath: [any CodingKey] { [] }
  var count: Int? { 1 }
  var isAtEnd = false
  var currentIndex = 0

  init(probe: Probe) { self.probe = probe }

  mutating func decodeNil() -> Bool { false }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let (shape, sample) = try Probe.examine(type)
    probe.set(.array(shape))
    isAtEnd = true
    return sample
  }
  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedDecodingContainer<Nested> {
    preconditionFailure("wire types nest by value")
  }
  func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer {
    preconditionFailure("wire types nest by value")
  }
  func superDecoder() -> any Decoder { preconditionFailure("wire types do not inherit") }
}

private struct Single: SingleValueDecodingContainer {
  let probe: Probe
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }
  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let (shape, sample) = try Probe.examine(type)
    probe.set(shape)
    return sample
  }
}

extension Bool: Shaped {
  /// `true` or `false`.
  public static var shape: Shape { .boolean }
  /// `false`.
  public static var sample: Bool { false }
}

extension Int: Shaped {
  public static var shape: Shape { Int64.shape }
  public static var sample: Int { 0 }
}

extension Int64: Shaped {
  public static var shape: Shape { .integer(.min ... .max) }
  public static var sample: Int64 { 0 }
}

extension String: Shaped {
  public static var shape: Shape {
    .string(.init(name: "string", expected: "a string", type: nil, of: nil, flaw: { _ in nil }))
  }
  public static var sample: String { "" }
}
