import FoundationEssentials
import GRDB

/// `keys.db`: the wrapped keys of the clients, apart from what they seal, so that backups of keys can live shorter.
///
/// A rollback journal and `secure_delete`: a destroyed key leaves no page behind.
struct KeyFile: Sendable {
  private let queue: DatabaseQueue

  /// Opens the file, making it where `isNew` says that none may be there.
  init(path: String, isNew: Bool) throws {
    if isNew { try StoreFiles.create(path) }
    var configuration = Configuration()
    configuration.label = "kim.keys"
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;
          PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY;
          """
      )
    }
    let queue = try SQLiteError.mapped {
      try DatabaseQueue(path: path, configuration: configuration)
    }
    self.queue = queue
    try Self.write(queue) { database in
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS clientKey(
            number INTEGER PRIMARY KEY, wrapped BLOB NOT NULL) STRICT
          """
      )
    }
  }

  /// Stores wrapped keys in one transaction; one sync for all of them.
  func add(_ keys: [(number: Int, wrapped: Data)]) throws {
    try Self.write(queue) { database in
      for key in keys {
        try database.execute(
          sql: "INSERT INTO clientKey(number,wrapped) VALUES(?,?)",
          arguments: [key.number, key.wrapped]
        )
      }
    }
  }

  /// The wrapped key of a number, nil where it was never made or is destroyed.
  func wrapped(_ number: Int) throws -> Data? {
    try Self.write(queue) { database in
      try Data.fetchOne(
        database,
        sql: "SELECT wrapped FROM clientKey WHERE number=?",
        arguments: [number]
      )
    }
  }

  /// The highest number for which a key was made, 0 where there is none.
  func highest() throws -> Int {
    try Self.write(queue) { database in
      try Int.fetchOne(database, sql: "SELECT max(number) FROM clientKey") ?? 0
    }
  }

  /// Writes a consistent copy to a path where nothing is.
  func copy(to path: String) throws {
    try StoreFiles.create(path)
    try SQLiteError.mapped {
      let target = try DatabaseQueue(path: path)
      try queue.backup(to: target)
      try target.close()
    }
  }

  func close() throws { try SQLiteError.mapped { try queue.close() } }

  private static func write<T>(_ queue: DatabaseQueue, _ body: (Database) throws -> T) throws -> T {
    try SQLiteError.mapped { try queue.write(body) }
  }
}
