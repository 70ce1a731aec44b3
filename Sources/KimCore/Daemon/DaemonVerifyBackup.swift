import KimAPI

extension DaemonVerifyBackup: LongHandler {
  static func run(_ params: Params, in context: LongContext) async throws -> BackupReport {
    try await BackupCheck(store: context.store, directory: params.path.text, path: params.path)
      .run()
  }
}
