import FoundationEssentials
package import KimAPI
import Synchronization

/// The store of one office: one SQLite file behind one connection, and the keys to what is sealed in it.
///
/// Exactly one connection in one process ever commits or checkpoints: with SQLite up to 3.51.2 a second one can lose
/// acknowledged rows (the WAL-reset bug).
package final class Store: Sendable {
  static let applicationID = 0x4B49_4D44
  /// How long a start may wait for its log.
  private static let fillMicroseconds: Int64 = 50_000

  private let connection: Connection
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
    connection: Connection,
    sync: LogSync,
    lock: consuming StoreLock,
    files: StoreFiles,
    keys: KeyStore,
    masterKey: MasterKeySource,
    name: String,
    reserveBytes: Int
  ) {
    self.connection = connection
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
    connection.perform(body)
  }

  /// Runs a closure on the connection and waits; only for start and stop.
  func performAndWait<T>(_ body: (any Engine) throws -> T) throws -> T {
    try connection.performAndWait(body)
  }

  /// Whether a backup may be verified now; one at a time, for each takes the scratch directory.
  func beginCheck() -> Bool { !isChecking.exchange(true, ordering: .acquiring) }
  func endCheck() { isChecking.store(false, ordering: .releasing) }

  /// Copies some pages to a target of the backup API; true when the copy is whole.
  func step(_ backup: BackupCopy, pages: Int32) throws -> Bool {
    try connection.step(backup, pages: pages)
  }

  /// Fills the log with zeros to the size that it keeps, where the disk has plenty of room.
  ///
  /// A sync of a log that grows costs the disk two writes, for its size lies elsewhere; of one that has its size, one. What
  /// takes longer than a moment is done between the requests, a step at a time.
  package func fillLog(_ environment: Environment) throws {
    let missing = Connection.logBytes - StoreFiles.size(files.log)
    guard missing > 0, StoreFiles.freeBytes(files.directory) - 2 * missing >= reserveBytes else {
      return
    }
    let end = environment.uptime() + Self.fillMicroseconds
    let isLeft = try performAndWait { _ in
      while sync.lengthen(to: Connection.logBytes) {
        if environment.uptime() >= end { return true }
      }
      return false
    }
    if isLeft { fillOn() }
  }

  private func fillOn() {
    perform { [weak self] _ in
      guard let self, sync.lengthen(to: Connection.logBytes) else { return }
      fillOn()
    }
  }

  /// Brings the log into the store and closes both files.
  package func close() throws {
    try connection.checkpoint()
    try connection.close()
    try keys.close()
    lock.unlock()
  }
}
