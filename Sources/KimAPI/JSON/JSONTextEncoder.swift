/// Codable's view of a ``Sink``: every value opens at most one container, as the wire types of this module do.
struct JSONTextEncoder: Encoder {
  let sink: Sink
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    sink.begin(UInt8(ascii: "{"), UInt8(ascii: "}"))
    return KeyedEncodingContainer(Keyed<Key>(sink: sink))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    sink.begin(UInt8(ascii: "["), UInt8(ascii: "]"))
    return Unkeyed(sink: sink)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(sink: sink) }
}

private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let sink: Sink
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    sink.write(key: key.stringValue)
    sink.writeNull()
  }
  func encode(_ value: Bool, forKey key: Key) {
    sink.write(key: key.stringValue)
    sink.write(value)
  }
  func encode(_ value: String, forKey key: Key) {
    sink.write(key: key.stringValue)
    sink.write(value)
  }
  func encode(_ value: Int, forKey key: Key) {
    sink.write(key: key.stringValue)
    sink.write(Int64(value))
  }
  func encode(_ value: Int64, forKey key: Key) {
    sink.write(key: key.stringValue)
    sink.write(value)
  }
  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    sink.write(key: key.stringValue)
    try sink.write(encodable: value)
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
