import Dispatch
import FoundationEssentials
import KimAPI

/// Verifies a backup as only a restore can: on a scratch copy, with the keys, down to the last sealed field.
struct BackupCheck: Sendable {
  let store: Store
  /// Where the backup lies; before its renaming that is not yet its path.
  let directory: String
  let path: DirectoryPath

  /// Runs off the cooperative threads: it reads the whole backup.
  func run() async throws -> BackupReport {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global(qos: .utility).async {
        continuation.resume(with: Result { try check() })
      }
    }
  }

  private func check() throws -> BackupReport {
    guard store.beginCheck() else {
      throw Fault(.overloaded, "another backup is being verified", [.init("retryAfterMs", 1000)])
    }
    defer { store.endCheck() }
    let source = StoreFiles(directory: directory)
    guard try StoreFiles.isPresent(source.database), try StoreFiles.isPresent(source.keys) else {
      throw Fault.notFound("backup")
    }
    let scratch = StoreFiles(directory: store.files.directory + "/restore-check")
    try? FileManager.default.removeItem(atPath: scratch.directory)
    try scratch.prepareDirectory()
    defer { try? FileManager.default.removeItem(atPath: scratch.directory) }
    try FileManager.default.copyItem(atPath: source.database, toPath: scratch.database)
    try FileManager.default.copyItem(atPath: source.keys, toPath: scratch.keys)
    var report = BackupReport(
      path: path,
      bytes: StoreFiles.size(scratch.database),
      schemaVersion: 0,
      auditEntries: 0,
      head: "",
      sealedFields: 0,
      sealedErased: 0,
      ok: false
    )
    do {
      try read(scratch, into: &report)
      report.ok = true
    } catch let problem as StoreProblem {
      report.problem = problem.sentence
    } catch {
      report.problem = "it does not open (\(StoreErrors.code(error)))"
    }
    return report
  }

  private func read(_ files: StoreFiles, into report: inout BackupReport) throws {
    let connection = try Connection(path: files.database, uptime: Environment.system.uptime)
    defer { try? connection.close() }
    let name = try connection.performAndWait { engine in
      try engine.examine()
      report.schemaVersion = try engine.version().schema
      return try engine.first("SELECT name FROM store", String.self)
    }
    guard name == store.name else { throw StoreProblem("it is a backup of another store") }
    let keys = try store.keys.reopened(KeyFile(path: files.keys, isNew: false))
    defer { try? keys.close() }
    let (link, count) = try connection.performAndWait { engine in
      (try Self.follow(engine, store.name), try SealedRows.openAll(engine, keys))
    }
    report.auditEntries = Int(link.seq)
    report.head = Fingerprint.hex(link.hash)
    report.sealedFields = count.opened
    report.sealedErased = count.erased
  }

  private static func follow(_ engine: any Engine, _ name: String) throws -> AuditLink {
    let chain = try AuditChain(engine)
    var link = AuditLink(before: name)
    while link.seq < chain.seq {
      let (next, isWhole) = try link.follow(engine, upTo: chain.seq, max: 5000)
      guard isWhole else { throw StoreProblem("its audit chain breaks at entry \(next.seq + 1)") }
      link = next
    }
    guard link.hash == chain.hash else { throw StoreProblem("its audit chain has another head") }
    return link
  }
}
