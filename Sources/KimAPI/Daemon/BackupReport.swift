/// What was found when a backup was restored and read.
public struct BackupReport: Codable, Sendable, Equatable {
  /// Directory of the backup.
  public var path: DirectoryPath
  /// Size of the store in it.
  public var bytes: Int
  /// Version of the store.
  public var schemaVersion: Int
  /// Entries of the chain, verified.
  public var auditEntries: Int
  /// Hash of the last entry, hexadecimal.
  public var head: String
  /// Sealed fields that were opened.
  public var sealedFields: Int
  /// Sealed fields of erased persons, which nobody can open.
  public var sealedErased: Int
  /// Whether all of it held.
  public var ok: Bool
  /// What did not.
  public var problem: String?

  public init(
    path: DirectoryPath,
    bytes: Int,
    schemaVersion: Int,
    auditEntries: Int,
    head: String,
    sealedFields: Int,
    sealedErased: Int,
    ok: Bool,
    problem: String? = nil
  ) {
    self.path = path
    self.bytes = bytes
    self.schemaVersion = schemaVersion
    self.auditEntries = auditEntries
    self.head = head
    self.sealedFields = sealedFields
    self.sealedErased = sealedErased
    self.ok = ok
    self.problem = problem
  }
}
