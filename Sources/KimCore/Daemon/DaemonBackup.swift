import KimAPI

extension DaemonBackup: LongHandler {
  static var isAudited: Bool { true }

  static func run(_ params: Params, in context: LongContext) async throws -> BackupReport {
    try await context.makeBackup(to: params.to)
  }
}
