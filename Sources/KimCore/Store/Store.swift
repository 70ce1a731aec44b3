import CSQLite
import FoundationEssentials
import GRDB
package import KimAPI
import Synchronization

/// The store of one office: one SQLite file behind one connection, and the keys to what is sealed in it.
///
/// Exactly one connection in one process ever commits or checkpoints: with SQLite up to 3.51.2 a second one can lose
/// acknowledged rows (the WAL-reset bug).
package final class Store: Sendable {
  static let applicationID = 0x4B49_4D44

  private let queue: DatabaseQueue
  /// The way to the disk of all that is committed here.
  let sync: LogSync
  private let lock: StoreLock
  let files: StoreFiles
  let keys: KeyStore
  package let masterKey: MasterKeySource
  let name: String
  private let isChecking = Atomic(false)
  /// Below so many free bytes only reads are answered.
  let reserveBytes: Int

  init(
    queue: DatabaseQueue,
    sync: LogSync,
    lock: consuming StoreLock,
    files: StoreFiles,
    keys: KeyStore,
    masterKey: MasterKeySource,
    name: String,
    reserveBytes: Int
  ) {
    self.queue = queue
    self.sync = sync
    self.lock = lock
    self.files = files
    self.keys = keys
    self.masterKey = masterKey
    self.name = name
    self.reserveBytes = reserveBytes
  }

  /// Runs a closure on the connection's own queue, after all that was handed in before.
  func perform(_ body: @escaping @Sendable (any Engine) -> Void) {
    queue.asyncWriteWithoutTransaction { body(SQLiteEngine($0)) }
  }

  /// Runs a closure on the connection and waits; only for start and stop.
  func performAndWait<T>(_ body: (any Engine) throws -> T) throws -> T {
    try queue.writeWithoutTransaction { try body(SQLiteEngine($0)) }
  }

  /// Whether a backup may be verified now; one at a time, for each takes the scratch directory.
  func beginCheck() -> Bool { !isChecking.exchange(true, ordering: .acquiring) }
  func endCheck() { isChecking.store(false, ordering: .releasing) }

  /// Copies some pages to a target of the backup API; true when the copy is whole.
  func step(_ backup: BackupCopy, pages: Int32) throws -> Bool {
    try queue.writeWithoutTransaction { try backup.step(from: $0, pages: pages) }
  }

  /// Brings the log into the store and closes both files.
  package func close() throws {
    try queue.writeWithoutTransaction { database in
      _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try queue.close()
    try keys.close()
    lock.unlock()
  }
}

extension Store {
  /// The connection as kimd wants it; every setting is read back, a mismatch refuses to start.
  static func connect(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.label = "kim.store"
    configuration.prepareDatabase { database in
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
          PRAGMA journal_size_limit=33554432; PRAGMA cache_size=-4000;
          PRAGMA wal_autocheckpoint=8000;
          """
      )
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      try verifySettings(database)
    }
    return queue
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
