/// Codable's view of a ``Sink``: every value opens at most one container, as the wire types of this module do.
struct JSONTextEncoder: Encoder {
  let sink: Sink
  /// Which fields of a ``Sighted`` value its reader sees; nil: all.
  var shows: ((String) -> Bool)?
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    sink.begin(UInt8(ascii: "{"), UInt8(ascii: "}"))
    return KeyedEncodingContainer(Keyed<Key>(sink: sink, shows: shows))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    sink.begin(UInt8(ascii: "["), UInt8(ascii: "]"))
    return Unkeyed(sink: sink)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(sink: sink) }
}

private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let sink: Sink
  let shows: ((String) -> Bool)?
  var codingPath: [any CodingKey] { [] }

  /// Begins a member, or says that its reader does not see it.
  private func begin(_ key: Key) -> Bool {
    guard shows?(key.stringValue) ?? true else { return false }
    sink.write(key: key.stringValue)
    return true
  }

  func encodeNil(forKey key: Key) {
    if begin(key) { sink.writeNull() }
  }
  func encode(_ value: Bool, forKey key: Key) {
    if begin(key) { sink.write(value) }
  }
  func encode(_ value: String, forKey key: Key) {
    if begin(key) { sink.write(value) }
  }
  func encode(_ value: Int, forKey key: Key) {
    if begin(key) { sink.write(Int64(value)) }
  }
  func encode(_ value: Int64, forKey key: Key) {
    if begin(key) { sink.write(value) }
  }
  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    if begin(key) { return try sink.write(encodable: value) }
    // What is optional is left out; a list is there and empty.
    guard value is any Collection else { return }
    sink.write(key: key.stringValue)
    sink.write(JSON.array([]))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    preconditionFailure("wire types nest by value")
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    preconditionFailure("wire types nest by value")
  }
  func superEncoder() -> any Encoder { preconditionFailure("wire types do not inherit") }
  func superEncoder(forKey key: Key) -> any Encoder {
    preconditionFailure("wire types do not inherit")
  }
}

private struct Unkeyed: UnkeyedEncodingContainer {
  let sink: Sink
  var codingPath: [any CodingKey] { [] }
  var count = 0

  init(sink: Sink) { self.sink = sink }

  mutating func encodeNil() {
    sink.writeComma()
    sink.writeNull()
    count += 1
  }
  mutating func encode<T: Encodable>(_ value: T) throws {
    sink.writeComma()
    try sink.write(encodable: value)
    count += 1
  }
  func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    preconditionFailure("wire types nest by value")
  }
  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    preconditionFailure("wire types nest by value")
  }
  func superEncoder() -> any Encoder { preconditionFailure("wire types do not inherit") }
}

private struct Single: SingleValueEncodingContainer {
  let sink: Sink
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { sink.writeNull() }
  func encode(_ value: Bool) { sink.write(value) }
  func encode(_ value: String) { sink.write(value) }
  func encode(_ value: Int) { sink.write(Int64(value)) }
  func encode(_ value: Int64) { sink.write(value) }
  func encode<T: Encodable>(_ value: T) throws { try sink.write(encodable: value) }
}
