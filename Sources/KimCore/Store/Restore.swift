import FoundationEssentials
import KimAPI

/// Puts a backup where a store is to be; never over one that is there.
package enum Restore {
  /// Copies the files, opens them as the daemon would, and tells in one sentence what was restored.
  package static func run(
    from backup: String,
    to directory: String,
    credential: [UInt8]?,
    environment: Environment
  ) throws -> String {
    let source = StoreFiles(directory: backup)
    let files = StoreFiles(directory: directory)
    guard try StoreFiles.isPresent(source.database) else {
      throw StoreProblem("\(backup) holds no kim.db: name the directory of a backup")
    }
    guard try StoreFiles.isPresent(source.keys) else {
      throw StoreProblem(
        "\(backup) holds no keys.db: keys are kept for seven days only, name a younger backup"
      )
    }
    try files.prepareDirectory()
    let lock = try StoreLock(files.lock)
    for path in [files.database, files.database + "-wal", files.keys]
    where try StoreFiles.isPresent(path) {
      throw StoreProblem("\(path) is there: move it away first, kimd never overwrites a store")
    }
    guard try credential != nil || StoreFiles.isPresent(files.masterKey) else {
      throw StoreProblem(
        "without its master key a backup cannot be read: give the credential master.key,"
          + " or put the key file at \(files.masterKey)"
      )
    }
    for (from, to) in [(source.keys, files.keys), (source.database, files.database)] {
      try FileManager.default.copyItem(atPath: from, toPath: to + ".part")
      try StoreFiles.sync(to + ".part")
      try FileManager.default.moveItem(atPath: to + ".part", toPath: to)
    }
    try StoreFiles.sync(directory)
    lock.release()
    let store = try Store.open(
      directory: directory,
      credential: credential,
      environment: environment
    )
    let entries = try store.performAndWait { try AuditChain($0).seq }
    try store.close()
    return "restored \(entries) audit entries from \(backup) to \(directory)"
  }
}
