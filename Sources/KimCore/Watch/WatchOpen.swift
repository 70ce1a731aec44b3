import KimAPI

extension WatchOpen: LongHandler {
  static func run(_ params: Params, in context: LongContext) async throws -> Output {
    guard !params.topics.isEmpty else { throw Fault.invalidValue("topics", "name at least one") }
    for topic in params.topics { try context.caller.require(topic) }
    let (number, seq) = try await context.watches.open(
      context.peer,
      topics: params.topics,
      since: params.since
    )
    context.replied.then { context.watches.begin(number, of: context.peer) }
    return Output(watch: number, seq: seq)
  }
}
