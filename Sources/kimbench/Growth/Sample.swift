/// The times of some requests, one after the other on one connection.
struct Sample {
  /// Milliseconds.
  let p50: Double
  let p99: Double

  private static let requestsMax = 400
  private static let warmUp = 10
  private static let nanosecondsMax: UInt64 = 2_000_000_000

  /// Sends what a load has, at most some hundreds of requests or for two seconds; the first few do not count.
  init(_ load: any Load, _ socket: RawSocket) throws(BenchFailure) {
    var load = load
    var times: [Double] = []
    let end = Clock.nanoseconds() + Self.nanosecondsMax
    while times.count < Self.requestsMax + Self.warmUp, times.isEmpty || Clock.nanoseconds() < end {
      var line = load.next()
      if line == nil {
        try load.prepare(Self.requestsMax / 8, socket)
        line = load.next()
      }
      guard let line else { throw BenchFailure("there is nothing to ask") }
      let start = Clock.nanoseconds()
      let reply = try socket.ask(line)
      times.append(Double(Clock.nanoseconds() - start) / 1e6)
      load.answered(reply)
    }
    try load.finish(socket)
    let counted = times.dropFirst(min(Self.warmUp, times.count / 2)).sorted()
    p50 = counted[counted.count / 2]
    p99 = counted[min(counted.count - 1, counted.count * 99 / 100)]
  }
}
