import CSQLite
import GRDB

/// The engine over the one connection; it lives only inside one access to it.
///
/// Statements are GRDB's cached ones, but bound and stepped here: GRDB's general way to bind costs more than SQLite's
/// own work for rows as small as ours.
final class SQLiteEngine: Engine {
  private let database: Database
  private var arguments = ArgumentBuffer()

  init(_ database: Database) { self.database = database }

  func execute(_ sql: String, _ values: [DatabaseValue]) throws -> Int {
    let mark = arguments.mark
    defer { arguments.mark = mark }
    let statement = try prepare(sql, values)
    defer { sqlite3_reset(statement.sqliteStatement) }
    while try step(statement.sqliteStatement) {}
    return database.changesCount
  }

  func rows(
    _ sql: String,
    _ values: [DatabaseValue],
    _ each: (ResultRow) throws -> Bool
  ) throws {
    let mark = arguments.mark
    defer { arguments.mark = mark }
    let statement = try prepare(sql, values)
    defer { sqlite3_reset(statement.sqliteStatement) }
    let row = ResultRow(statement: statement.sqliteStatement)
    while try step(statement.sqliteStatement), try each(row) {}
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

  func rest() {
    if let connection = database.sqliteConnection { kim_sqlite_rest(connection) }
  }

  private func run(_ sql: String) throws { try database.cachedStatement(sql: sql).execute() }

  /// A cached statement with its arguments bound.
  private func prepare(_ sql: String, _ values: [DatabaseValue]) throws -> Statement {
    var statement = try database.cachedStatement(sql: sql)
    if sqlite3_stmt_busy(statement.sqliteStatement) != 0 {
      // A query within the rows of the same query has a statement of its own.
      statement = try database.makeStatement(sql: sql)
    }
    guard Int(sqlite3_bind_parameter_count(statement.sqliteStatement)) == values.count else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE)
    }
    let code = arguments.bind(values, to: statement.sqliteStatement)
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    return statement
  }

  /// Whether another row is there.
  private func step(_ statement: OpaquePointer) throws -> Bool {
    let code = sqlite3_step(statement)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    return false
  }
}
