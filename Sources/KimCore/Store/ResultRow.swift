import KimAPI

/// The row at which a query stands; it is true only until the query goes on.
protocol ResultRow {
  /// How many columns it has.
  var count: Int { get }
  /// The value of a column.
  func value(_ index: Int) -> Value
  func isNull(_ index: Int) -> Bool
  /// Whether a column bears a name.
  func isNamed(_ index: Int, _ name: String) -> Bool
}

extension ResultRow {
  /// The value of a column as a type; nil for NULL and for what the type does not take.
  subscript<C: Column>(_ index: Int) -> C? { C(column: value(index)) }

  /// The value of a column that is never NULL.
  func required<C: Column>(_ index: Int) throws -> C {
    guard let value: C = self[index] else { throw RowFailure.unreadable(column: index) }
    return value
  }

  /// The row as a Codable record, each column under the property of its name.
  func decode<R: Decodable>(_ type: R.Type) throws -> R {
    try R(from: RowDecoder(cursor: RowCursor(row: self)))
  }
}

/// A row that its record cannot read: the store is not as this program left it.
enum RowFailure: Error {
  case unreadable(column: Int)
  case missing(column: String)
}

/// Finds columns by name; records ask in the order of the columns, so that the first look nearly always hits.
private final class RowCursor {
  let row: any ResultRow
  private let count: Int
  private var next = 0

  init(row: any ResultRow) {
    self.row = row
    count = row.count
  }

  func index(of name: String) throws -> Int {
    guard let index = find(name) else { throw RowFailure.missing(column: name) }
    return index
  }

  func find(_ name: String) -> Int? {
    for offset in 0..<count {
      let index = (next + offset) % count
      if row.isNamed(index, name) {
        next = index + 1
        return index
      }
    }
    return nil
  }

  func isNull(_ index: Int) -> Bool { row.isNull(index) }

  /// A column's type reads its own value; lists and other Codable types lie as JSON.
  func decode<T: Decodable>(_ type: T.Type, _ index: Int) throws -> T {
    if let column = type as? any Column.Type {
      guard let value = column.init(column: row.value(index)) as? T else {
        throw RowFailure.unreadable(column: index)
      }
      return value
    }
    let text: String = try row.required(index)
    return try JSONValueDecoder.decode(type, from: StrictJSON.parse(text))
  }
}

private struct RowDecoder: Decoder {
  let cursor: RowCursor
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(RowContainer<Key>(cursor: cursor))
  }
  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    throw RowFailure.unreadable(column: 0)
  }
  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    throw RowFailure.unreadable(column: 0)
  }
}

private struct RowContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let cursor: RowCursor
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool { cursor.find(key.stringValue) != nil }
  func decodeNil(forKey key: Key) throws -> Bool {
    cursor.isNull(try cursor.index(of: key.stringValue))
  }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
    try cursor.row.required(try cursor.index(of: key.stringValue))
  }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
    try cursor.row.required(try cursor.index(of: key.stringValue))
  }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try cursor.row.required(try cursor.index(of: key.stringValue))
  }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try cursor.decode(type, try cursor.index(of: key.stringValue))
  }
  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    let index = try cursor.index(of: key.stringValue)
    return cursor.isNull(index) ? nil : try cursor.decode(type, index)
  }
  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    throw RowFailure.missing(column: key.stringValue)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw RowFailure.missing(column: key.stringValue)
  }
  func superDecoder() throws -> any Decoder { throw RowFailure.unreadable(column: 0) }
  func superDecoder(forKey key: Key) throws -> any Decoder {
    throw RowFailure.missing(column: key.stringValue)
  }
}
