import CSQLite
import FoundationEssentials
import GRDB

/// The one connection to a store's file, as kimd wants it: every setting is read back, a mismatch refuses to start.
final class Connection: Sendable {
  /// What the log is cut to when a group made it longer: a little more than the 8,000 pages at which it begins anew.
  static let logBytes = 32 << 20

  private let queue: DatabaseQueue
  private let clock: ReadClock

  /// Opens a file that is there; by the uptime it is told how long a read lasts.
  init(path: String, uptime: @escaping @Sendable () -> Int64) throws {
    let clock = ReadClock(uptime: uptime)
    self.clock = clock
    queue = try SQLiteError.mapped {
      var configuration = Configuration()
      configuration.label = "kim.store"
      configuration.prepareDatabase { try Self.prepare($0, clock) }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { try Self.verifySettings($0) }
      return queue
    }
  }

  /// Runs a closure on the connection's own queue, after all that was handed in before.
  func perform(_ body: @escaping @Sendable (any Engine) -> Void) {
    queue.asyncWriteWithoutTransaction { [clock] in body(SQLiteEngine($0, clock: clock)) }
  }

  /// Runs a closure on the connection and waits; only for start and stop.
  func performAndWait<T>(_ body: (any Engine) throws -> T) throws -> T {
    try SQLiteError.mapped {
      try queue.writeWithoutTransaction { try body(SQLiteEngine($0, clock: clock)) }
    }
  }

  /// Copies some pages to a target of the backup API; true when the copy is whole.
  func step(_ backup: BackupCopy, pages: Int32) throws -> Bool {
    try queue.writeWithoutTransaction { try backup.step(from: $0, pages: pages) }
  }

  /// Brings the log into the store.
  func checkpoint() throws {
    try SQLiteError.mapped {
      try queue.writeWithoutTransaction { database in
        _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
  }

  func close() throws { try SQLiteError.mapped { try queue.close() } }

  private static func prepare(_ database: Database, _ clock: ReadClock) throws {
    guard let connection = database.sqliteConnection,
      kim_sqlite_defensive(connection) == SQLITE_OK
    else { throw StoreProblem("this SQLite knows no defensive mode: install libsqlite3-0 3.40") }
    // Before the first access: then there is no shared memory file, and nobody else gets in.
    try database.execute(sql: "PRAGMA locking_mode=EXCLUSIVE")
    _ = try String.fetchOne(database, sql: "PRAGMA journal_mode=WAL")
    try database.execute(
      sql: """
        PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;
        PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;
        PRAGMA journal_size_limit=\(logBytes); PRAGMA cache_size=-4000;
        PRAGMA wal_autocheckpoint=8000;
        """
    )
    clock.watch(connection)
  }

  private static func verifySettings(_ database: Database) throws {
    let wanted = [
      ("locking_mode", "exclusive"), ("journal_mode", "wal"), ("synchronous", "1"),
      ("foreign_keys", "1"), ("secure_delete", "1"), ("trusted_schema", "0"), ("temp_store", "2"),
      ("cell_size_check", "1"), ("mmap_size", "0"),
    ]
    for (name, value) in wanted {
      let found = try String.fetchOne(database, sql: "PRAGMA \(name)") ?? "0"
      guard found == value else {
        throw StoreProblem(
          "SQLite answers \(name)=\(found) instead of \(value): use Debian's libsqlite3-0"
        )
      }
    }
    guard sqlite3_libversion_number() >= 3_040_000 else {
      throw StoreProblem("SQLite is older than 3.40: install libsqlite3-0 of Debian 12 or newer")
    }
  }
}

extension Engine {
  /// SQLite's own view of a file: every page, every index, every reference.
  func examine() throws {
    guard try first("PRAGMA integrity_check(1)", String.self) == "ok" else {
      throw StoreProblem("SQLite finds it damaged")
    }
    try checkReferences()
  }

  /// Refuses a store in which a row names another that is not there.
  func checkReferences() throws {
    var isDangling = false
    try rows("PRAGMA foreign_key_check", []) { _ in
      isDangling = true
      return false
    }
    guard !isDangling else { throw StoreProblem("a row in it names another that is not there") }
  }

  /// Runs a closure that may drop a table to which others refer; afterwards references are held again, whatever happened.
  func restingReferences(_ body: () throws -> Void) throws {
    // Neither has an effect within a transaction. With the second a rename looks into no trigger of another table that
    // names the dropped one, and leaves the references to its name as they are.
    try define("PRAGMA foreign_keys=OFF; PRAGMA legacy_alter_table=ON")
    let result = Result { try body() }
    try define("PRAGMA foreign_keys=ON; PRAGMA legacy_alter_table=OFF")
    guard try first("PRAGMA foreign_keys", Int.self) == 1 else {
      throw StoreProblem("SQLite does not hold references again: start kimd anew")
    }
    try result.get()
  }

  /// The mark of kimd in the file, and the version of its schema.
  func version() throws -> (application: Int, schema: Int) {
    (
      try first("PRAGMA application_id", Int.self) ?? 0,
      try first("PRAGMA user_version", Int.self) ?? 0
    )
  }

  func setVersion(_ version: Int, application: Int) throws {
    try define("PRAGMA application_id=\(application); PRAGMA user_version=\(version)")
  }

  /// The first column of the first row of a query.
  func first<C: Column>(_ sql: String, _ type: C.Type) throws -> C? {
    var found: C?
    try rows(sql, []) { row in
      found = row[0]
      return false
    }
    return found
  }
}
