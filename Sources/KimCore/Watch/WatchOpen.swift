import KimAPI

extension WatchOpen: LongHandler {
  static func run(_ params: Params, in context: LongContext) async throws -> Output {
    guard !params.topics.isEmpty else { throw Fault.invalidValue("topics", "name at least one") }
    for topic in params.topics where !context.caller.permissions.contains(topic.permission) {
      throw Fault(.forbidden, "no role of yours allows the topic \(topic.rawValue)")
    }
    let (number, seq) = try await context.watches.open(
      context.peer,
      topics: params.topics,
      since: params.since
    )
    return Output(watch: number, seq: seq)
  }
}
