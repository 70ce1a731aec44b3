/// Makes a backup while work goes on, and verifies it by restoring.
///
/// The backup holds the store and its wrapped keys, never the master key.
public enum DaemonBackup: LongMethod {
  /// `daemon.backup`.
  public static let name = "daemon.backup"
  /// See ``Permission/daemonBackup``.
  public static let permission = Permission.daemonBackup
  /// One sentence.
  public static let summary = "Makes a backup while work goes on, and verifies it by restoring."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Directory that is made; it must not be there, its parent must.
    public var to: DirectoryPath

    /// All fields; what is optional may be left out.
    public init(to: DirectoryPath) {
      self.to = to
    }
  }

  /// What was verified.
  public typealias Output = BackupReport
}
