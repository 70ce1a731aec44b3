/// Makes a backup while work goes on, and verifies it by restoring.
///
/// The backup holds the store and its wrapped keys, never the master key.
public enum DaemonBackup: LongMethod {
  public static let name = "daemon.backup"
  public static let permission = Permission.daemonBackup
  public static let summary = "Makes a backup while work goes on, and verifies it by restoring."

  public struct Params: Codable, Sendable, Equatable {
    /// Directory that is made; it must not be there, its parent must.
    public var to: DirectoryPath

    public init(to: DirectoryPath) { self.to = to }
  }

  public typealias Output = BackupReport
}
