/// The few things that a database engine must do for kimd.
///
/// `SQLiteEngine` is the one that ships. The seam is kept so that PostgreSQL can stand behind the same records and SQL.
protocol Engine: AnyObject {
  /// Runs one statement and tells how many rows it changed.
  @discardableResult
  func execute(_ sql: String, _ arguments: [Value]) throws -> Int
  /// Hands the rows of a query to a closure until it says false.
  func rows(_ sql: String, _ arguments: [Value], _ each: (any ResultRow) throws -> Bool) throws
  /// Runs statements of the schema, put into the engine's own words.
  func define(_ statements: String) throws
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
  /// Stops statements that run longer than so many milliseconds from now on, with ``EngineError/interrupted``; nil: none.
  func limit(milliseconds: Int?)
  /// Gives memory back that only speed needs.
  func rest()
  /// Takes the whole group back; does nothing where the engine has already done so.
  func rollback() throws
}

/// What an engine reports instead of its own errors; none holds a value of a row.
enum EngineError: Error, Equatable {
  /// A unique index or primary key refused a row.
  case taken
  /// A foreign key refused a row.
  case dangling
  /// Another program holds the store.
  case busy
  /// The disk is full.
  case full
  /// The disk failed.
  case failed
  /// What is stored is not what was written.
  case damaged
  /// This is no store at all.
  case foreign
  /// The statement ran longer than its bound.
  case interrupted
  /// Anything else, by the engine's own code: a defect of ours.
  case other(Int)
}
