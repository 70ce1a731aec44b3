import CSQLite
import FoundationEssentials
import GRDB

/// The bytes of bound arguments while their statements run, so that SQLite need not copy each into memory of its own.
///
/// Statements end in the reverse order of their beginning: a mark says how far the buffer is in use.
struct ArgumentBuffer: ~Copyable {
  private static let bytes = 32_768

  /// Bytes in use.
  var mark = 0
  private let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 1)

  deinit { memory.deallocate() }

  /// Binds the values of a statement in order and gives SQLite's result code.
  ///
  /// What finds no room is copied by SQLite.
  mutating func bind(_ values: [DatabaseValue], to statement: OpaquePointer) -> CInt {
    var index: CInt = 1
    for value in values {
      let code = bind(value, to: statement, at: index)
      guard code == SQLITE_OK else { return code }
      index += 1
    }
    return SQLITE_OK
  }

  private mutating func bind(
    _ value: DatabaseValue,
    to statement: OpaquePointer,
    at index: CInt
  ) -> CInt {
    switch value.storage {
    case .null: return sqlite3_bind_null(statement, index)
    case .int64(let number): return sqlite3_bind_int64(statement, index, number)
    case .string(var text):
      let place = text.withUTF8 { keep(UnsafeRawBufferPointer($0)) }
      guard let place else { break }
      let count = CInt(place.count)
      return sqlite3_bind_text(
        statement,
        index,
        place.assumingMemoryBound(to: CChar.self).baseAddress,
        count,
        nil
      )
    case .blob(let bytes):
      guard !bytes.isEmpty, let place = bytes.withUnsafeBytes({ keep($0) }) else { break }
      return sqlite3_bind_blob(statement, index, place.baseAddress, CInt(place.count), nil)
    case .double: break
    }
    return value.bind(to: statement, at: index)
  }

  private mutating func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard bytes.count <= Self.bytes - mark else { return nil }
    let place = memory + mark
    if let from = bytes.baseAddress { place.copyMemory(from: from, byteCount: bytes.count) }
    mark += bytes.count
    return UnsafeRawBufferPointer(start: place, count: bytes.count)
  }
}
