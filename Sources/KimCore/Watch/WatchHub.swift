import Dispatch
import KimAPI
import Synchronization

/// Carries the change feed to those who watch: each at the pace at which its peer reads, each only what it may know of.
final class WatchHub: Sendable {
  static let watchesMax = 16
  static let pageMax = 500
  /// How far a slow reader may fall behind before it is told to ask for a new picture.
  static let lagMax = 10_000
  private static let heartbeat = DispatchTimeInterval.seconds(30)

  /// One watch of one connection.
  private struct Watch {
    let number: Int
    let peer: Peer
    let topics: [Topic]
    var seq: Int
    /// True until the reply that tells its number is on its way.
    var isPumping = true
    var hasMore = true
    var wasQuiet = true
  }

  private struct State {
    var watches: [Key: Watch] = [:]
    var lastNumber = 0
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var isClosed = false
  }

  private struct Key: Hashable, Comparable {
    let connection: ObjectIdentifier
    let number: Int
    static func < (left: Key, right: Key) -> Bool { left.number < right.number }
  }

  private let writer: Writer
  private let environment: Environment
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "kim.watch")

  init(writer: Writer, environment: Environment) {
    self.writer = writer
    self.environment = environment
    writer.committed.withLock { $0.call = { [weak self] _ in self?.wake() } }
    beat()
  }

  /// Begins a watch and tells its number and where it begins.
  func open(_ peer: Peer, topics: [Topic], since: Int?) async throws -> (number: Int, seq: Int) {
    guard let connection = peer.connection else {
      throw Fault.invalidValue("watch", "needs a connection to send on")
    }
    let seq = try await start(since)
    let number = try state.withLock { state in
      let mine = state.watches.keys.filter { $0.connection == ObjectIdentifier(connection) }
      guard mine.count < Self.watchesMax else {
        throw Fault(.overloaded, "a connection holds at most \(Self.watchesMax) watches")
      }
      state.lastNumber += 1
      let watch = Watch(number: state.lastNumber, peer: peer, topics: topics, seq: seq)
      state.watches[Key(connection: ObjectIdentifier(connection), number: watch.number)] = watch
      return state.lastNumber
    }
    return (number, seq)
  }

  /// Lets a watch run whose number its peer has been told.
  func begin(_ number: Int, of peer: Peer) {
    guard let connection = peer.connection else { return }
    let key = Key(connection: ObjectIdentifier(connection), number: number)
    guard let seq = state.withLock({ $0.watches[key]?.seq }) else { return }
    settle(key, seq, again: true, isQuiet: true)
  }

  /// Ends a watch of a connection.
  func close(_ number: Int, of peer: Peer) throws {
    guard let connection = peer.connection else { throw Fault.notFound("watch") }
    let key = Key(connection: ObjectIdentifier(connection), number: number)
    guard state.withLock({ $0.watches.removeValue(forKey: key) }) != nil else {
      throw Fault.notFound("watch")
    }
  }

  /// Ends all watches of a connection that is gone.
  func closed(_ connection: any WatchConnection) {
    let gone = ObjectIdentifier(connection)
    state.withLock { $0.watches = $0.watches.filter { $0.key.connection != gone } }
  }

  /// Changes of one topic after a number, waiting for the first of them at most so long.
  func wait(
    _ topic: Topic,
    since: Int,
    milliseconds: Int,
    for caller: Peer
  ) async throws -> ChangePage {
    let deadline = environment.uptime() + Int64(milliseconds) * 1000
    var seq = try await start(since)
    while true {
      let from = seq
      let page = try await writer.read { context in
        try ChangeFeed.page(context, after: from, topics: [topic], for: caller, max: Self.pageMax)
      }
      let left = deadline - environment.uptime()
      if !page.events.isEmpty || left <= 0 || state.withLock({ $0.isClosed }) { return page }
      seq = page.seq
      await pause(milliseconds: Int(left / 1000) + 1)
    }
  }

  /// Lets every watch and wait end.
  func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      state.watches = [:]
      defer { state.waiters = [:] }
      return state.waiters
    }
    for waiter in waiters.values { waiter.resume() }
  }

  private func start(_ since: Int?) async throws -> Int {
    let (first, last) = try await writer.read { try ChangeFeed.bounds($0) }
    guard let since else { return last }
    guard since >= first - 1 else {
      throw Fault(
        .seqTooOld,
        "the change feed begins at \(first)",
        [.init("first", .integer(Int64(first)))]
      )
    }
    guard since <= last else { throw Fault.invalidValue("since", "no change has this number yet") }
    return since
  }

  private func pause(milliseconds: Int) async {
    await withCheckedContinuation { continuation in
      let number = state.withLock { state -> Int? in
        guard !state.isClosed else { return nil }
        state.lastNumber += 1
        state.waiters[state.lastNumber] = continuation
        return state.lastNumber
      }
      guard let number else { return continuation.resume() }
      // Half a second at most: a change between the look and this wait must not be slept through.
      queue.asyncAfter(deadline: .now() + .milliseconds(min(milliseconds, 500))) { [weak self] in
        self?.state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
      }
    }
  }

  private func wake() {
    let (keys, waiters) = state.withLock { state in
      defer { state.waiters = [:] }
      return (state.watches.keys.sorted(), state.waiters)
    }
    for waiter in waiters.values { waiter.resume() }
    for key in keys { pump(key) }
  }

  private func beat() {
    queue.asyncAfter(deadline: .now() + Self.heartbeat) { [weak self] in
      guard let self else { return }
      let quiet = state.withLock { state in
        let quiet = state.watches.values.filter(\.wasQuiet)
        for key in state.watches.keys { state.watches[key]?.wasQuiet = true }
        return quiet
      }
      for watch in quiet {
        watch.peer.connection?.push(
          Self.event(watch.number, ChangePage(seq: watch.seq, events: []))
        )
      }
      beat()
    }
  }

  /// Sends what is new to one watch, a page at a time, the next one when the peer has read.
  private func pump(_ key: Key) {
    let watch = state.withLock { state -> Watch? in
      guard var watch = state.watches[key] else { return nil }
      if watch.isPumping {
        watch.hasMore = true
        state.watches[key] = watch
        return nil
      }
      watch.isPumping = true
      watch.hasMore = false
      state.watches[key] = watch
      return watch
    }
    guard let watch else { return }
    Task { await self.send(watch, key) }
  }

  private func send(_ watch: Watch, _ key: Key) async {
    let page = try? await writer.read { context -> (ChangePage, Int) in
      let last = try ChangeFeed.bounds(context).last
      if last - watch.seq > Self.lagMax { return (ChangePage(seq: last, events: []), last) }
      let page = try ChangeFeed.page(
        context,
        after: watch.seq,
        topics: watch.topics,
        for: watch.peer,
        max: Self.pageMax
      )
      return (page, last)
    }
    guard let (page, last) = page else {
      return settle(key, watch.seq, again: false, isQuiet: true)
    }
    let lags = last - watch.seq > Self.lagMax
    if lags {
      watch.peer.connection?.push(Self.lagged(watch.number, from: watch.seq, to: last))
    } else if !page.events.isEmpty {
      watch.peer.connection?.push(Self.event(watch.number, page))
    }
    let again = page.seq < last
    guard let connection = watch.peer.connection else { return }
    connection.whenWritable { [weak self] in
      self?.settle(key, page.seq, again: again, isQuiet: page.events.isEmpty && !lags)
    }
  }

  private func settle(_ key: Key, _ seq: Int, again: Bool, isQuiet: Bool) {
    let hasMore = state.withLock { state -> Bool in
      guard var watch = state.watches[key] else { return false }
      watch.seq = seq
      watch.isPumping = false
      watch.wasQuiet = watch.wasQuiet && isQuiet
      state.watches[key] = watch
      return again || watch.hasMore
    }
    if hasMore { pump(key) }
  }

  private static func event(_ number: Int, _ page: ChangePage) -> [UInt8] {
    let events = page.events.map { event -> JSON in
      [
        "topic": .string(event.topic.rawValue), "op": .string(event.op.rawValue),
        "id": .string(event.id), "rev": .integer(Int64(event.rev)),
        "fields": .array(event.fields.map { .string($0) }), "seq": .integer(Int64(event.seq)),
      ]
    }
    return ReplyLine.notification(
      "watch.event",
      [
        "watch": .integer(Int64(number)), "seq": .integer(Int64(page.seq)),
        "events": .array(events),
      ]
    )
  }

  private static func lagged(_ number: Int, from: Int, to: Int) -> [UInt8] {
    ReplyLine.notification(
      "watch.lagged",
      [
        "watch": .integer(Int64(number)), "from": .integer(Int64(from)),
        "to": .integer(Int64(to)), "resume": .integer(Int64(to)),
      ]
    )
  }
}
