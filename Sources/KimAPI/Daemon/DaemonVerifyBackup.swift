/// Verifies a backup by restoring it to a scratch copy and reading every sealed field.
public enum DaemonVerifyBackup: LongMethod {
  /// `daemon.verifyBackup`.
  public static let name = "daemon.verifyBackup"
  /// See ``Permission/daemonBackup``.
  public static let permission = Permission.daemonBackup
  /// One sentence.
  public static let summary =
    "Verifies a backup by restoring it to a scratch copy and reading every sealed field."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Directory of the backup.
    public var path: DirectoryPath

    /// All fields; what is optional may be left out.
    public init(path: DirectoryPath) {
      self.path = path
    }
  }

  /// What was verified.
  public typealias Output = BackupReport
}
