import KimAPI

extension WatchWait: LongHandler {
  static let timeoutMsMax = 60_000

  static func run(_ params: Params, in context: LongContext) async throws -> Output {
    guard (0...timeoutMsMax).contains(params.timeoutMs) else {
      throw Fault.invalidValue("timeoutMs", "0 to \(timeoutMsMax)")
    }
    try context.caller.require(params.topic)
    let page = try await context.wait(
      for: params.topic,
      since: params.since,
      milliseconds: params.timeoutMs
    )
    return Output(seq: page.seq, events: page.events)
  }
}
