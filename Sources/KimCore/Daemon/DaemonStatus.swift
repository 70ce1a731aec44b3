import KimAPI

extension DaemonStatus: ReadHandler {
  /// A count that never walks through a great table: the watchdog asks for the status, too.
  private static func bounded(_ rows: String) -> String {
    "SELECT count(*) FROM (SELECT 1 FROM \(rows) LIMIT 10000) AS counted"
  }

  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Output {
    let facts = context.daemon
    func count(
      _ sql: String,
      _ context: borrowing ReadContext,
      _ arguments: [Argument] = []
    ) throws -> Int {
      try context.value(Int.self, sql, arguments) ?? 0
    }
    return Output(
      state: facts.state,
      problem: facts.problem,
      version: Release.version,
      startedAt: facts.startedAt,
      now: context.now,
      masterKey: facts.masterKey,
      warnings: facts.masterKey == .file ? [.masterKeyInFile] : [],
      schemaVersion: Migrations.version,
      storeBytes: facts.storeBytes,
      walBytes: facts.walBytes,
      freeBytes: facts.freeBytes,
      seq: try ChangeFeed.bounds(context).last,
      auditEntries: try count("SELECT value FROM counter WHERE name='audit'", context),
      clients: try count("SELECT value FROM counter WHERE name='clientKey'", context),
      remindersDue: try count(
        bounded("reminder WHERE state='scheduled' AND due<=?"),
        context,
        [context.now]
      ),
      remindersDead: try count(bounded("reminder WHERE state='dead'"), context),
      connections: facts.connections,
      waitingRequests: facts.waiting,
      lastBackupAt: facts.lastBackupAt
    )
  }
}
