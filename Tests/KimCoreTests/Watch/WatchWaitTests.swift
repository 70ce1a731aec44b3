import KimAPI
import KimTestSupport
import Synchronization
import Testing

@testable import KimCore

@Suite("watch.wait", .timeLimit(.minutes(5)))
struct WatchWaitTests {
  private func wait(
    _ office: Office,
    _ topic: Topic = .session,
    since: Int,
    milliseconds: Int = 60_000,
    as person: Person = .manager
  ) async throws -> WatchWait.Output {
    try await office.call(
      WatchWait.self,
      .init(topic: topic, since: since, timeoutMs: milliseconds),
      as: person
    )
  }

  @Test func returnsAtOnceWhereThereIsSomething() async throws {
    try await Office.open { office in
      let seq = try await office.seq()
      let session = try await office.session()
      // Given standing time, a wait that waited would never end.
      let told = try await wait(office, since: seq)
      #expect(told.events.map(\.id) == [session.text] && told.events.map(\.op) == [.insert])
      #expect(try await told.seq == office.seq())
      // And going on from there without patience there is nothing.
      let rest = try await wait(office, since: told.seq, milliseconds: 0)
      #expect(rest.events.isEmpty && rest.seq == told.seq)
    }
  }

  @Test func aWriteWakesIt() async throws {
    try await Office.open { office in
      let seq = try await office.seq()
      async let told = wait(office, since: seq)
      // Given other topics and other people's rows, which do not end the wait,
      _ = try await office.client()
      _ = try await office.session(Office.sued, as: .faraway)
      // when a session of one's own opens, then it ends with that alone.
      let session = try await office.session()
      #expect(try await told.events.map(\.id) == [session.text])
    }
  }

  /// Waits five seconds while something happens to the clock until they are over.
  private func waitOut(
    _ office: Office,
    since: Int,
    _ tick: @escaping @Sendable () -> Void
  ) async throws -> WatchWait.Output {
    let isOver = Mutex(false)
    async let told = wait(office, since: since, milliseconds: 5000)
    async let clock: Void = {
      while !isOver.withLock({ $0 }) {
        tick()
        try await Task.sleep(for: .milliseconds(5))
      }
    }()
    let page = try await told
    isOver.withLock { $0 = true }
    try await clock
    return page
  }

  @Test func endsEmptyAfterItsTime() async throws {
    try await Office.open { office in
      let seq = try await office.seq()
      let page = try await waitOut(office, since: seq) { office.world.advance(seconds: 1) }
      #expect(page.events.isEmpty && page.seq >= seq)
      #expect(office.world.now >= World.start.adding(seconds: 5))
    }
  }

  @Test func aClockThatIsPutBackMakesNobodyWaitLonger() async throws {
    try await Office.open { office in
      let seq = try await office.seq()
      let page = try await waitOut(office, since: seq) {
        office.world.advance(seconds: 1)
        office.world.set(World.start.adding(seconds: -3600))
      }
      #expect(page.events.isEmpty)
    }
  }

  @Test func unknownTopicsPatienceWithoutBoundOldNumbersAndRoles() async throws {
    try await Office.open { office in
      let line = await office.line(
        """
        {"jsonrpc":"2.0","id":1,"method":"watch.wait",\
        "params":{"topic":"weather","since":0,"timeoutMs":0}}
        """
      )
      #expect(line?.contains("invalid_params") == true)
      for milliseconds in [-1, 60_001] {
        let refused = try await fault {
          try await wait(office, since: 0, milliseconds: milliseconds)
        }
        #expect(refused?.kind == .invalidValue)
      }
      let topic = try await fault { try await wait(office, .client, since: 0, as: .lead) }
      #expect(topic?.kind == .forbidden)
      let role = try await fault { try await wait(office, since: 0, as: .stranger) }
      #expect(role?.kind == .forbidden)
      try await office.forget(upTo: 2)
      let old = try await fault { try await wait(office, since: 0) }
      #expect(old?.kind == .seqTooOld)
    }
  }
}
