import KimAPI

extension WatchClose: LongHandler {
  static func run(_ params: Params, in context: LongContext) async throws -> Output {
    try context.closeWatch(params.watch)
    return Output(watch: params.watch)
  }
}
