import GRDB
import KimAPI

extension Fault {
  /// What a caller is told of an error below a handler; the one place that knows the engine's codes.
  ///
  /// Nil: a defect of ours, which is told as `internal` and logged.
  init?(store error: any Error) {
    switch error {
    case let fault as Fault: self = fault
    case SealFailure.damaged, SealFailure.keyGone:
      self.init(.dataDamaged, "a sealed value does not open")
    case let error as DatabaseError: self.init(database: error)
    default: return nil
    }
  }

  private init?(database error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_FULL: self.init(.storageLow, "the disk is full; nothing was changed")
    case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY:
      self.init(.storageFailed, "the disk failed; whether it was kept is uncertain")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(.dataDamaged, "the store is damaged: restore a backup with `kimd restore`")
    default: return nil
    }
  }
}

/// What an error of the engine means for those who go on.
enum StoreErrors {
  /// A unique index or primary key refused a row.
  static func isTaken(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return false }
    return error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
      || error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY
  }

  /// A foreign key refused a row.
  static func isDangling(_ error: any Error) -> Bool {
    (error as? DatabaseError)?.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY
  }

  /// Codes only, for the journal: messages of SQLite may quote values.
  static func code(_ error: any Error) -> String {
    if let error = error as? DatabaseError { return "sqlite \(error.extendedResultCode.rawValue)" }
    return "\(type(of: error))"
  }
}
