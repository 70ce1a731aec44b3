import CSQLite
import FoundationEssentials
import GRDB

/// A copy of the store in the making, by SQLite's online backup: some pages at a time, between the groups.
///
/// The one connection both writes and is copied from, so a write during the copy goes into the copy as well and the copy
/// never begins anew.
final class BackupCopy {
  private let target: OpaquePointer
  private var backup: OpaquePointer?

  /// Begins a copy at a path where nothing is.
  init(path: String) throws {
    try StoreFiles.create(path)
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw SQLiteError.of(code)
    }
    target = opened
  }

  deinit {
    sqlite3_backup_finish(backup)
    sqlite3_close_v2(target)
  }

  /// Copies some pages; true when the copy is whole.
  func step(from source: Database, pages: Int32) throws -> Bool {
    if backup == nil {
      backup = sqlite3_backup_init(target, "main", source.sqliteConnection, "main")
      guard backup != nil else {
        throw SQLiteError.of(sqlite3_errcode(target))
      }
    }
    let code = sqlite3_backup_step(backup, pages)
    switch code {
    case SQLITE_OK, SQLITE_BUSY, SQLITE_LOCKED: return false
    case SQLITE_DONE: return true
    default: throw SQLiteError.of(code)
    }
  }

  /// Makes one file of it, without a log beside it.
  func finish() throws {
    let ended = sqlite3_backup_finish(backup)
    backup = nil
    let single = sqlite3_exec(target, "PRAGMA journal_mode=DELETE", nil, nil, nil)
    for code in [ended, single] where code != SQLITE_OK {
      throw SQLiteError.of(code)
    }
  }
}
