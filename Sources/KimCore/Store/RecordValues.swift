import KimAPI

/// The values of a record, one a column, in the order of its properties; absent ones are NULL.
struct RecordValues {
  let columns: [String]
  let values: [Value]

  init(_ record: some Encodable) throws {
    let sink = ValueSink()
    try record.encode(to: ValueEncoder(sink: sink))
    columns = sink.columns
    values = sink.values
  }

  /// A column's name as SQL has it: quoted, since it may be a reserved word; but not one with capitals, which engines take
  /// alike only where nothing is quoted.
  static func quoted(_ column: String) -> String {
    column.utf8.contains { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 } ? column : "\"\(column)\""
  }

  /// The value of a column; NULL where the record has none of this name.
  subscript(_ column: String) -> Value {
    columns.firstIndex(of: column).map { values[$0] } ?? .null
  }
}

private final class ValueSink {
  var columns: [String] = []
  var values: [Value] = []

  init() {
    columns.reserveCapacity(24)
    values.reserveCapacity(24)
  }

  func add(_ column: String, _ value: Value) {
    columns.append(column)
    values.append(value)
  }
}

private struct ValueEncoder: Encoder {
  let sink: ValueSink
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(ValueContainer<Key>(sink: sink))
  }
  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    preconditionFailure("a record has named columns")
  }
  func singleValueContainer() -> any SingleValueEncodingContainer {
    preconditionFailure("a record has named columns")
  }
}

private struct ValueContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let sink: ValueSink
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { sink.add(key.stringValue, .null) }
  func encode(_ value: Int, forKey key: Key) { sink.add(key.stringValue, value.column) }
  func encode(_ value: Int64, forKey key: Key) { sink.add(key.stringValue, value.column) }
  func encode(_ value: String, forKey key: Key) { sink.add(key.stringValue, value.column) }
  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    if let column = value as? any Column {
      sink.add(key.stringValue, column.column)
    } else {
      let text = String(decoding: try JSONText.encode(value), as: UTF8.self)
      sink.add(key.stringValue, text.column)
    }
  }

  // An absent optional is a NULL of its column, not a column left out.
  func encodeIfPresent(_ value: Int?, forKey key: Key) {
    sink.add(key.stringValue, value?.column ?? .null)
  }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) {
    sink.add(key.stringValue, value?.column ?? .null)
  }
  func encodeIfPresent(_ value: String?, forKey key: Key) {
    sink.add(key.stringValue, value?.column ?? .null)
  }
  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    guard let value else { return encodeNil(forKey: key) }
    try encode(value, forKey: key)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    preconditionFailure("columns do not nest")
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    preconditionFailure("columns do not nest")
  }
  func superEncoder() -> any Encoder { preconditionFailure("records do not inherit") }
  func superEncoder(forKey key: Key) -> any Encoder {
    preconditionFailure("records do not inherit")
  }
}
