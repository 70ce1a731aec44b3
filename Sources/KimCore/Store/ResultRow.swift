import CSQLite
import FoundationEssentials
import GRDB
import KimAPI

/// The row at which a query stands; it is true only until the query goes on.
struct ResultRow {
  let statement: OpaquePointer

  /// The value of a column as its engine holds it.
  func value(_ index: Int) -> DatabaseValue {
    DatabaseValue(sqliteStatement: statement, index: CInt(index))
  }

  /// The value of a column as a type; nil for NULL and for what the type does not take.
  subscript<Value: DatabaseValueConvertible>(_ index: Int) -> Value? {
    Value.fromDatabaseValue(value(index))
  }

  /// The value of a column that is never NULL.
  func required<Value: DatabaseValueConvertible>(_ index: Int) throws -> Value {
    guard let value: Value = self[index] else { throw RowFailure.unreadable(column: index) }
    return value
  }

  /// The row as a Codable record, each column under the property of its name.
  func decode<Row: Decodable>(_ type: Row.Type) throws -> Row {
    try Row(from: RowDecoder(cursor: RowCursor(row: self)))
  }
}

/// A row that its record cannot read: the store is not as this program left it.
enum RowFailure: Error {
  case unreadable(column: Int)
  case missing(column: String)
}

/// Finds columns by name; records ask in the order of the columns, so that the first look nearly always hits.
private final class RowCursor {
  let row: ResultRow
  private let count: Int
  private var next = 0

  init(row: ResultRow) {
    self.row = row
    count = Int(sqlite3_column_count(row.statement))
  }

  func index(of name: String) throws -> Int {
    guard let index = find(name) else { throw RowFailure.missing(column: name) }
    return index
  }

  func find(_ name: String) -> Int? {
    for offset in 0..<count {
      let index = (next + offset) % count
      if isNamed(index, name) {
        next = index + 1
        return index
      }
    }
    return nil
  }

  private func isNamed(_ index: Int, _ name: String) -> Bool {
    guard var byte = sqlite3_column_name(row.statement, CInt(index)) else { return false }
    for wanted in name.utf8 {
      guard UInt8(bitPattern: byte.pointee) == wanted else { return false }
      byte += 1
    }
    return byte.pointee == 0
  }

  func isNull(_ index: Int) -> Bool {
    sqlite3_column_type(row.statement, CInt(index)) == SQLITE_NULL
  }

  /// A column's type reads its own value; lists and other Codable types lie as JSON.
  func decode<Value: Decodable>(_ type: Value.Type, _ index: Int) throws -> Value {
    if let column = type as? any DatabaseValueConvertible.Type {
      guard let value = column.fromDatabaseValue(row.value(index)) as? Value else {
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
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try cursor.decode(type, try cursor.index(of: key.stringValue))
  }
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
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
