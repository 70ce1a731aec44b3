import KimAPI

extension DaemonBackup: LongHandler {
  static var isAudited: Bool { true }

  static func run(_ params: Params, in context: LongContext) async throws -> BackupReport {
    let report = try await BackupMaker(store: context.store, to: params.to).make()
    context.desk.facts.backupMade(at: context.desk.environment.now())
    return report
  }
}
