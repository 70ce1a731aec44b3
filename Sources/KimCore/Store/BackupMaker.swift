import Dispatch
import FoundationEssentials
import Glibc
import KimAPI

/// Makes a backup while work goes on, and gives it its name only when it has been restored and read.
///
/// It is a directory with the store and its wrapped keys. A backup that was not restored is none.
struct BackupMaker: Sendable {
  /// Pages a step; between the steps the groups have their turn.
  private static let pages: Int32 = 100

  let store: Store
  let to: DirectoryPath

  func make() async throws -> BackupReport {
    let part = to.text + ".part"
    try prepare(part)
    do {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global(qos: .utility).async {
          continuation.resume(with: Result { try copy(to: StoreFiles(directory: part)) })
        }
      }
      let report = try await BackupCheck(store: store, directory: part, path: to).run()
      guard report.ok else {
        throw Fault(
          .dataDamaged,
          "the backup did not verify: \(report.problem ?? "")",
          [.init("problem", .string(report.problem ?? ""))]
        )
      }
      guard rename(part, to.text) == 0 else { throw Self.refused("rename") }
      try StoreFiles.sync(String(to.text.dropLast(name.count + 1)))
      return report
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw error
    }
  }

  private var name: String { String(to.text.split(separator: "/").last ?? "") }

  /// Refuses a path that is taken or has no parent; makes the directory under its passing name.
  private func prepare(_ part: String) throws {
    var info = stat()
    guard lstat(to.text, &info) != 0 else {
      throw Fault(.alreadyExists, "there is something at this path already")
    }
    if mkdir(part, 0o700) == 0 { return }
    switch errno {
    case EEXIST:
      throw Fault(
        .alreadyExists,
        "a backup to this path is being made, or was cut off: remove the .part"
      )
    case ENOENT, ENOTDIR: throw Fault.invalidValue("to", "its parent directory must be there")
    case EACCES, EPERM, EROFS: throw Fault.invalidValue("to", "kimd may not write there")
    default: throw Self.refused("mkdir")
    }
  }

  /// The store first: a key that is made meanwhile is then in the keys, never the other way round.
  private func copy(to files: StoreFiles) throws {
    let copy = try BackupCopy(path: files.database)
    while try !store.step(copy, pages: Self.pages) {}
    try copy.finish()
    try store.keys.copy(to: files.keys)
    try StoreFiles.sync(files.database)
    try StoreFiles.sync(files.keys)
    try StoreFiles.sync(files.directory)
  }

  private static func refused(_ call: String) -> Fault {
    Fault(errno == ENOSPC ? .storageLow : .storageFailed, "\(call): \(StoreFiles.reason())")
  }
}
