/// Verifies a backup by restoring it to a scratch copy and reading every sealed field.
public enum DaemonVerifyBackup: LongMethod {
  public static let name = "daemon.verifyBackup"
  public static let permission = Permission.daemonBackup
  public static let summary =
    "Verifies a backup by restoring it to a scratch copy and reading every sealed field."

  public struct Params: Codable, Sendable, Equatable {
    public var path: DirectoryPath

    public init(path: DirectoryPath) { self.path = path }
  }

  public typealias Output = BackupReport
}
