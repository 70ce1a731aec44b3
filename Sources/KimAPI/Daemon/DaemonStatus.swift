/// Tells how kimd is: state, store, queue, backup.
public enum DaemonStatus: ReadMethod {
  public static let name = "daemon.status"
  public static let permission = Permission.daemonRead
  public static let summary = "Tells how kimd is: state, store, queue, backup."
  public typealias Params = NoParams

  public struct Output: Codable, Sendable, Equatable {
    public var state: DaemonState
    /// What is wrong and what to do, where something is.
    public var problem: String?
    /// Version.
    public var version: String
    /// When it was started.
    public var startedAt: Timestamp
    /// Its clock.
    public var now: Timestamp
    /// Where the master key comes from.
    public var masterKey: MasterKeySource
    /// What an administrator should change.
    public var warnings: [Warning]
    public var schemaVersion: Int
    /// Size of the store.
    public var storeBytes: Int
    /// Size of the write-ahead log.
    public var walBytes: Int
    /// Free space on its file system.
    public var freeBytes: Int
    /// Number of the last change.
    public var seq: Int
    /// Number of the last audit entry.
    public var auditEntries: Int
    /// Clients stored.
    public var clients: Int
    /// Reminders that are due, counted up to 10,000.
    public var remindersDue: Int
    /// Reminders that were given up, counted up to 10,000.
    public var remindersDead: Int
    /// Open connections.
    public var connections: Int
    /// Requests that wait for the writer.
    public var waitingRequests: Int
    /// When the last verified backup was made.
    public var lastBackupAt: Timestamp?

    public init(
      state: DaemonState,
      problem: String? = nil,
      version: String,
      startedAt: Timestamp,
      now: Timestamp,
      masterKey: MasterKeySource,
      warnings: [Warning],
      schemaVersion: Int,
      storeBytes: Int,
      walBytes: Int,
      freeBytes: Int,
      seq: Int,
      auditEntries: Int,
      clients: Int,
      remindersDue: Int,
      remindersDead: Int,
      connections: Int,
      waitingRequests: Int,
      lastBackupAt: Timestamp? = nil
    ) {
      self.state = state
      self.problem = problem
      self.version = version
      self.startedAt = startedAt
      self.now = now
      self.masterKey = masterKey
      self.warnings = warnings
      self.schemaVersion = schemaVersion
      self.storeBytes = storeBytes
      self.walBytes = walBytes
      self.freeBytes = freeBytes
      self.seq = seq
      self.auditEntries = auditEntries
      self.clients = clients
      self.remindersDue = remindersDue
      self.remindersDead = remindersDead
      self.connections = connections
      self.waitingRequests = waitingRequests
      self.lastBackupAt = lastBackupAt
    }
  }
}
