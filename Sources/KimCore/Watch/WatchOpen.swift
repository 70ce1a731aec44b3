import KimAPI

extension WatchOpen: LongHandler {
  static func run(_ params: Params, in context: LongContext) async throws -> Output {
    guard !params.topics.isEmpty else { throw Fault.invalidValue("topics", "name at least one") }
    for topic in params.topics { try context.caller.require(topic) }
    let (number, seq) = try await context.openWatch(params.topics, since: params.since)
    return Output(watch: number, seq: seq)
  }
}
