import CSQLite
import FoundationEssentials

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
  mutating func bind(_ values: [Value], to statement: OpaquePointer) -> CInt {
    var index: CInt = 1
    for value in values {
      let code = bind(value, to: statement, at: index)
      guard code == SQLITE_OK else { return code }
      index += 1
    }
    return SQLITE_OK
  }

  private mutating func bind(
    _ value: Value,
    to statement: OpaquePointer,
    at index: CInt
  ) -> CInt {
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let number): return sqlite3_bind_int64(statement, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        let place = keep(UnsafeRawBufferPointer(bytes))
        return kim_sqlite_bind_text(
          statement,
          index,
          place ?? bytes.baseAddress.map { UnsafeRawPointer($0) },
          CInt(bytes.count),
          place == nil ? 1 : 0
        )
      }
    case .bytes(let bytes):
      return bytes.withUnsafeBytes { bytes in
        let place = keep(bytes)
        return kim_sqlite_bind_blob(
          statement,
          index,
          place ?? bytes.baseAddress,
          CInt(bytes.count),
          place == nil ? 1 : 0
        )
      }
    }
  }

  /// Where the bytes lie while the statement runs; nil where no room is left for them.
  private mutating func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
    guard bytes.count <= Self.bytes - mark else { return nil }
    let place = memory + mark
    if let from = bytes.baseAddress { place.copyMemory(from: from, byteCount: bytes.count) }
    mark += bytes.count
    return UnsafeRawPointer(place)
  }
}
