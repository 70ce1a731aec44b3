import GRDB

/// The engine over the one connection; it lives only inside one access to it.
final class SQLiteEngine: Engine {
  private let database: Database

  init(_ database: Database) { self.database = database }

  func execute(_ sql: String, _ arguments: [DatabaseValue]) throws -> Int {
    let statement = try database.cachedStatement(sql: sql)
    try statement.execute(arguments: StatementArguments(arguments))
    return database.changesCount
  }

  func rows(_ sql: String, _ arguments: [DatabaseValue], _ each: (Row) throws -> Bool) throws {
    let statement = try database.cachedStatement(sql: sql)
    let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
    while let row = try cursor.next(), try each(row) {}
  }

  func begin() throws { try run("BEGIN IMMEDIATE") }
  func savepoint() throws { try run("SAVEPOINT request") }
  func release() throws { try run("RELEASE request") }
  func rollbackToSavepoint() throws {
    try run("ROLLBACK TO request")
    try run("RELEASE request")
  }
  func commit() throws { try run("COMMIT") }
  var isInTransaction: Bool { database.isInsideTransaction }
  func rollback() throws {
    // SQLite itself takes a transaction back when the disk is full or broken.
    if isInTransaction { try run("ROLLBACK") }
  }

  private func run(_ sql: String) throws { try database.cachedStatement(sql: sql).execute() }
}
