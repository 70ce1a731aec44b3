import KimAPI

extension WatchClose: LongHandler {
  static func run(_ params: Params, in context: LongContext) async throws -> Output {
    try context.watches.close(params.watch, of: context.peer)
    return Output(watch: params.watch)
  }
}
