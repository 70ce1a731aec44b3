import CSQLite
import FoundationEssentials
import GRDB

/// The engine over the one connection; it lives only inside one access to it.
///
/// Statements are GRDB's cached ones, but bound and stepped here: GRDB's general way to bind costs more than SQLite's
/// own work for rows as small as ours.
final class SQLiteEngine: Engine {
  private let database: Database
  private let clock: ReadClock?
  private var arguments = ArgumentBuffer()

  init(_ database: Database, clock: ReadClock? = nil) {
    self.database = database
    self.clock = clock
  }

  func execute(_ sql: String, _ values: [Value]) throws -> Int {
    try SQLiteError.mapped {
      let mark = arguments.mark
      defer { arguments.mark = mark }
      let statement = try prepare(sql, values)
      defer { sqlite3_reset(statement.sqliteStatement) }
      while try step(statement.sqliteStatement) {}
      return database.changesCount
    }
  }

  func rows(_ sql: String, _ values: [Value], _ each: (any ResultRow) throws -> Bool) throws {
    try SQLiteError.mapped {
      let mark = arguments.mark
      defer { arguments.mark = mark }
      let statement = try prepare(sql, values)
      defer { sqlite3_reset(statement.sqliteStatement) }
      let row = SQLiteRow(statement: statement.sqliteStatement)
      while try step(statement.sqliteStatement), try each(row) {}
    }
  }

  func define(_ statements: String) throws {
    try SQLiteError.mapped { try database.execute(sql: statements) }
  }

  func begin() throws { try run("BEGIN IMMEDIATE") }
  func savepoint() throws { _ = try execute("SAVEPOINT request", []) }
  func release() throws { _ = try execute("RELEASE request", []) }
  func rollbackToSavepoint() throws {
    _ = try execute("ROLLBACK TO request", [])
    try release()
  }
  func commit() throws { try run("COMMIT") }
  var changeCount: Int { database.totalChangesCount }
  var isInTransaction: Bool { database.isInsideTransaction }
  func rollback() throws {
    // SQLite itself takes a transaction back when the disk is full or broken.
    if isInTransaction { try run("ROLLBACK") }
  }

  func limit(milliseconds: Int?) { clock?.set(milliseconds: milliseconds) }

  func rest() {
    if let connection = database.sqliteConnection { kim_sqlite_rest(connection) }
  }

  private func run(_ sql: String) throws {
    try SQLiteError.mapped { try database.cachedStatement(sql: sql).execute() }
  }

  /// A cached statement with its arguments bound.
  private func prepare(_ sql: String, _ values: [Value]) throws -> Statement {
    #if DEBUG
    try StatementWatch.see(sql, on: database.sqliteConnection)
    #endif
    var statement = try database.cachedStatement(sql: sql)
    if sqlite3_stmt_busy(statement.sqliteStatement) != 0 {
      // A query within the rows of the same query has a statement of its own.
      statement = try database.makeStatement(sql: sql)
    }
    guard Int(sqlite3_bind_parameter_count(statement.sqliteStatement)) == values.count else {
      throw EngineError.other(Int(SQLITE_MISUSE))
    }
    let code = arguments.bind(values, to: statement.sqliteStatement)
    guard code == SQLITE_OK else { throw SQLiteError.of(code) }
    return statement
  }

  /// Whether another row is there.
  private func step(_ statement: OpaquePointer) throws -> Bool {
    let code = sqlite3_step(statement)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else { throw SQLiteError.of(code) }
    return false
  }
}

/// A row of SQLite's; true only until its statement is stepped again.
struct SQLiteRow: ResultRow {
  let statement: OpaquePointer

  var count: Int { Int(sqlite3_column_count(statement)) }

  func isNull(_ index: Int) -> Bool { sqlite3_column_type(statement, CInt(index)) == SQLITE_NULL }

  func value(_ index: Int) -> Value {
    let index = CInt(index)
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
    case SQLITE_TEXT:
      let bytes = UnsafeRawBufferPointer(
        start: sqlite3_column_text(statement, index),
        count: Int(sqlite3_column_bytes(statement, index))
      )
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      guard let bytes = sqlite3_column_blob(statement, index) else { return .bytes(Data()) }
      return .bytes(Data(bytes: bytes, count: Int(sqlite3_column_bytes(statement, index))))
    // No table of ours holds a floating number.
    default: return .null
    }
  }

  func isNamed(_ index: Int, _ name: String) -> Bool {
    guard var byte = sqlite3_column_name(statement, CInt(index)) else { return false }
    for wanted in name.utf8 {
      guard UInt8(bitPattern: byte.pointee) == wanted else { return false }
      byte += 1
    }
    return byte.pointee == 0
  }
}

/// SQLite's codes in kimd's words; the one place that knows them.
enum SQLiteError {
  static func of(_ code: CInt) -> EngineError {
    switch ResultCode(rawValue: code) {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: return .taken
    case .SQLITE_CONSTRAINT_FOREIGNKEY: return .dangling
    default: break
    }
    switch code & 0xFF {
    case SQLITE_BUSY: return .busy
    case SQLITE_FULL: return .full
    case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY: return .failed
    case SQLITE_CORRUPT: return .damaged
    case SQLITE_NOTADB: return .foreign
    case SQLITE_INTERRUPT: return .interrupted
    default: return .other(Int(code))
    }
  }

  /// Runs something of GRDB's and gives its errors in kimd's words.
  static func mapped<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw of(error.extendedResultCode.rawValue)
    }
  }
}
