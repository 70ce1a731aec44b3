import KimAPI

extension DaemonVerifyBackup: LongHandler {
  static func run(_ params: Params, in context: LongContext) async throws -> BackupReport {
    try await context.checkBackup(at: params.path)
  }
}
