import Synchronization

/// What a run of load showed.
struct LoadResult: Sendable {
  let clients: Int
  /// Of every request, shortest first.
  let nanoseconds: [UInt32]
  let measured: UInt64

  var rate: Double { measured == 0 ? 0 : Double(nanoseconds.count) / (Double(measured) / 1e9) }

  /// Milliseconds that this share of the requests did not exceed.
  func percentile(_ share: Double) -> Double {
    guard let last = nanoseconds.indices.last else { return 0 }
    return Double(nanoseconds[min(last, Int(Double(nanoseconds.count) * share))]) / 1e6
  }

  var line: String {
    let columns = [0.5, 0.9, 0.99, 1].map { percentile($0).text(3).rightAligned(9) }
    return "\(clients)".rightAligned(8) + rate.text(0).rightAligned(10) + columns.joined()
  }

  static let heading =
    ["clients", "a second", "p50 ms", "p90 ms", "p99 ms", "max ms"].enumerated()
    .map { $1.rightAligned($0 == 0 ? 8 : $0 == 1 ? 10 : 9) }.joined()
}

/// Some clients in a closed loop, each one connection; as with `pgbench -j 2`, two threads at most serve them all.
///
/// They work in rounds: all prepare, then all are measured at the same time, so that no preparation disturbs a measurement.
final class LoadRun: Sendable {
  private struct Shared {
    var failure: BenchFailure?
    var nanoseconds: [UInt32] = []
  }

  private static let roundNanoseconds: UInt64 = 1_000_000_000
  private static let warmUpNanoseconds: UInt64 = 200_000_000
  private static let threadsMax = 2

  /// How long it is measured.
  enum Length {
    /// So many seconds, after a warm-up.
    case seconds(Double)
    /// As long as what is prepared lasts, from the first request on.
    case prepared
  }

  typealias Maker = @Sendable (Int) throws(BenchFailure) -> any LoadClient

  private let make: Maker
  private let clients: Int
  private let threads: Int
  private let gate: Gate
  private let shared = Mutex(Shared())
  private let deadline = Atomic<UInt64>(0)
  private let isRoundOver = Atomic<Bool>(false)
  private let isOver = Atomic<Bool>(false)
  private let isWarm: Atomic<Bool>

  private init(_ clients: Int, isWarm: Bool, _ make: @escaping Maker) throws(BenchFailure) {
    self.make = make
    self.clients = clients
    self.isWarm = Atomic(isWarm)
    threads = min(clients, Self.threadsMax)
    gate = try Gate(threads: threads)
  }

  /// Measures a method of kimd for so many seconds.
  static func measure(
    _ method: BenchMethod,
    _ office: Office,
    socket: String,
    clients: Int,
    seconds: Double
  ) throws(BenchFailure) -> LoadResult {
    try measure(method.rawValue, .seconds(seconds), clients: clients) {
      client throws(BenchFailure) in
      KimdClient(method.load(office, client: client), try RawSocket(socket))
    }
  }

  /// Measures whatever some clients do, each made by its number.
  static func measure(
    _ name: String,
    _ length: Length,
    clients: Int,
    _ make: @escaping Maker
  ) throws(BenchFailure) -> LoadResult {
    let nanoseconds: UInt64
    var isWarm = false
    switch length {
    case .seconds(let seconds): nanoseconds = UInt64(seconds * 1e9)
    case .prepared: (nanoseconds, isWarm) = (UInt64.max / 2, true)
    }
    let run = try LoadRun(clients, isWarm: isWarm, make)
    defer { run.gate.close() }
    var workers: [Worker] = []
    for thread in 0..<run.threads { workers.append(try Worker { run.work(thread) }) }
    let measured = run.conduct(nanoseconds: nanoseconds, isOnce: isWarm)
    for worker in workers { worker.join() }
    do throws(BenchFailure) {
      return try run.result(measured)
    } catch {
      throw BenchFailure("\(name): \(error)")
    }
  }

  private func result(_ measured: UInt64) throws(BenchFailure) -> LoadResult {
    let (failure, nanoseconds) = shared.withLock { ($0.failure, $0.nanoseconds) }
    if let failure { throw failure }
    return LoadResult(clients: clients, nanoseconds: nanoseconds.sorted(), measured: measured)
  }

  /// Opens round after round until enough was measured; the first one warms up and does not count.
  private func conduct(nanoseconds: UInt64, isOnce: Bool) -> UInt64 {
    var measured: UInt64 = 0
    while true {
      gate.gather()
      let isDone =
        measured >= (isOnce ? 1 : nanoseconds) || shared.withLock { $0.failure != nil }
      isOver.store(isDone, ordering: .relaxed)
      isRoundOver.store(false, ordering: .relaxed)
      let start = Clock.nanoseconds()
      let wasWarm = isWarm.load(ordering: .relaxed)
      let round = isOnce ? nanoseconds : Self.roundNanoseconds
      let left = min(round, nanoseconds - min(measured, nanoseconds))
      let length = wasWarm ? left : Self.warmUpNanoseconds
      deadline.store(start + length, ordering: .relaxed)
      gate.open(.start)
      guard !isDone else { return measured }
      gate.gather()
      if wasWarm { measured += Clock.nanoseconds() - start }
      isWarm.store(true, ordering: .relaxed)
      gate.open(.end)
    }
  }

  // MARK: One thread

  private func work(_ thread: Int) {
    var clients: [any LoadClient] = []
    var mine: [UInt32] = []
    attempt { () throws(BenchFailure) in
      for number in stride(from: thread, to: self.clients, by: threads) {
        clients.append(try make(number))
      }
    }
    while true {
      attempt { () throws(BenchFailure) in try prepare(clients) }
      gate.pass(.start)
      if isOver.load(ordering: .relaxed) { break }
      let before = mine.count
      let counts = isWarm.load(ordering: .relaxed)
      let start = Clock.nanoseconds()
      attempt { () throws(BenchFailure) in try measure(clients, &mine) }
      for client in clients { client.learn(from: Clock.nanoseconds() - start) }
      if !counts { mine.removeLast(mine.count - before) }
      gate.pass(.end)
    }
    attempt { () throws(BenchFailure) in for client in clients { try client.finish() } }
    shared.withLock { $0.nanoseconds += mine }
  }

  /// Lets the clients prepare in turns, so that what they use is of about the same age, as in an office.
  private func prepare(_ clients: [any LoadClient]) throws(BenchFailure) {
    var count = 0
    var isDone = false
    while !isDone {
      count += RawSocket.window
      isDone = true
      for client in clients where try client.prepare(count) { isDone = false }
    }
  }

  private func measure(
    _ clients: [any LoadClient],
    _ nanoseconds: inout [UInt32]
  ) throws(BenchFailure) {
    // Who fails or runs dry ends the round for all: fewer clients would be another measurement.
    defer { isRoundOver.store(true, ordering: .relaxed) }
    var readable = Readable(clients.map(\.descriptor))
    var under = 0
    for client in clients where try begin(client) { under += 1 }
    while under > 0 {
      for index in try readable.wait() {
        guard let taken = try clients[index].end() else { continue }
        nanoseconds.append(UInt32(clamping: taken))
        if try !begin(clients[index]) { under -= 1 }
      }
    }
  }

  /// Sends a client's next request, unless the round is over.
  private func begin(_ client: any LoadClient) throws(BenchFailure) -> Bool {
    let now = Clock.nanoseconds()
    guard !isRoundOver.load(ordering: .relaxed), now < deadline.load(ordering: .relaxed),
      try client.begin(at: now)
    else {
      isRoundOver.store(true, ordering: .relaxed)
      return false
    }
    return true
  }

  private func attempt(_ body: () throws(BenchFailure) -> Void) {
    do throws(BenchFailure) {
      try body()
    } catch {
      shared.withLock { $0.failure = $0.failure ?? error }
    }
  }
}
