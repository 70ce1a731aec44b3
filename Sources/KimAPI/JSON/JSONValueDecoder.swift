/// Codable's view of a parsed ``JSON`` value.
///
/// Faults of the caller are found before by ``Shape/flaws(in:)``, all at once; what fails here is a value of the right
/// shape that its type refuses all the same.
public struct JSONValueDecoder: Decoder {
  let value: JSON
  /// Empty: a path is the shape's business.
  public var codingPath: [any CodingKey] { [] }
  /// Empty: nothing is handed in this way.
  public var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Reads a value as a type.
  public static func decode<T: Decodable>(_ type: T.Type, from value: JSON) throws -> T {
    try T(from: JSONValueDecoder(value: value))
  }

  /// The object's view.
  public func container<Key: CodingKey>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw Self.mismatch("an object") }
    return KeyedDecodingContainer(Keyed<Key>(members: members))
  }

  /// The array's view.
  public func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let items) = value else { throw Self.mismatch("an array") }
    return Unkeyed(items: items)
  }

  /// The plain value's view.
  public func singleValueContainer() -> any SingleValueDecodingContainer { Single(value: value) }

  static func mismatch(_ expected: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "expected \(expected)"))
  }
}

extension JSON {
  func decodeBoolean() throws -> Bool {
    guard case .boolean(let value) = self else { throw JSONValueDecoder.mismatch("a boolean") }
    return value
  }

  func decodeString() throws -> String {
    guard case .string(let value) = self else { throw JSONValueDecoder.mismatch("a string") }
    return value
  }

  func decodeInteger() throws -> Int64 {
    guard case .integer(let value) = self else { throw JSONValueDecoder.mismatch("an integer") }
    return value
  }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    // Of numbers only these two have a reader of their own; a list asks for its elements here.
    guard !(T.self is any Numeric.Type) || T.self == Int.self || T.self == Int64.self else {
      throw JSONValueDecoder.mismatch("a wire type")
    }
    return try T(from: JSONValueDecoder(value: self))
  }
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [JSON.Member]
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

  func find(_ key: Key) -> JSON? {
    let name = key.stringValue
    return members.first { $0.key == name }?.value
  }

  func get(_ key: Key) throws -> JSON {
    guard let value = find(key) else { throw JSONValueDecoder.mismatch("key \(key.stringValue)") }
    return value
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try get(key) == .null }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try get(key).decodeBoolean() }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try get(key).decodeString()
  }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { Int(try get(key).decodeInteger()) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
    try get(key).decodeInteger()
  }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try get(key).decode(type)
  }
  /// Absent is nil; null is handed to the type, so that ``Change`` can tell it from absence.
  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    guard let value = find(key) else { return nil }
    return try value.decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try JSONValueDecoder(value: get(key)).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try JSONValueDecoder(value: get(key)).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder { throw JSONValueDecoder.mismatch("no inheritance") }
  func superDecoder(forKey key: Key) throws -> any Decoder { JSONValueDecoder(value: try get(key)) }
}

private struct Unkeyed: UnkeyedDecodingContainer {
  let items: [JSON]
  var codingPath: [any CodingKey] { [] }
  var count: Int? { items.count }
  var isAtEnd: Bool { currentIndex == items.count }
  var currentIndex = 0

  init(items: [JSON]) { self.items = items }

  mutating func next() throws -> JSON {
    guard !isAtEnd else { throw JSONValueDecoder.mismatch("another element") }
    defer { currentIndex += 1 }
    return items[currentIndex]
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, items[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }
  mutating func decode(_ type: Bool.Type) throws -> Bool { try next().decodeBoolean() }
  mutating func decode(_ type: String.Type) throws -> String { try next().decodeString() }
  mutating func decode(_ type: Int.Type) throws -> Int { Int(try next().decodeInteger()) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().decodeInteger() }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }
  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try JSONValueDecoder(value: next()).container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try JSONValueDecoder(value: next()).unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { JSONValueDecoder(value: try next()) }
}

private struct Single: SingleValueDecodingContainer {
  let value: JSON
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { value == .null }
  func decode(_ type: Bool.Type) throws -> Bool { try value.decodeBoolean() }
  func decode(_ type: String.Type) throws -> String { try value.decodeString() }
  func decode(_ type: Int.Type) throws -> Int { Int(try value.decodeInteger()) }
  func decode(_ type: Int64.Type) throws -> Int64 { try value.decodeInteger() }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try value.decode(type) }
}
