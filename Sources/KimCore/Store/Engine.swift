import GRDB

/// What a handler may hand to a statement: always bound, never part of the SQL.
typealias Argument = any DatabaseValueConvertible

/// The few things that a database engine must do for kimd; values are GRDB's plain ones, whoever fills them.
///
/// `SQLiteEngine` is the one that ships. The seam is kept so that PostgreSQL can stand behind the same records and SQL.
protocol Engine: AnyObject {
  /// Runs one statement and tells how many rows it changed.
  @discardableResult
  func execute(_ sql: String, _ arguments: [DatabaseValue]) throws -> Int
  /// Hands the rows of a query to a closure until it says false.
  func rows(_ sql: String, _ arguments: [DatabaseValue], _ each: (ResultRow) throws -> Bool) throws
  /// Begins the transaction of a group.
  func begin() throws
  /// Marks the point to which one request of the group can be taken back.
  func savepoint() throws
  /// Keeps what was done since the savepoint.
  func release() throws
  /// Rows changed since the connection was opened.
  var changeCount: Int { get }
  /// Takes back what was done since the savepoint.
  func rollbackToSavepoint() throws
  /// Ends the transaction; it is on the disk after the next sync, which ``LogSync`` makes.
  func commit() throws
  /// Whether a transaction is open; an engine may have taken it back by itself.
  var isInTransaction: Bool { get }
  /// Gives memory back that only speed needs.
  func rest()
  /// Takes the whole group back; does nothing where the engine has already done so.
  func rollback() throws
}
