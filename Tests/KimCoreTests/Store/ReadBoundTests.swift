import Dispatch
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("The time that a read may take", .timeLimit(.minutes(5)))
struct ReadBoundTests {
  /// Counts up to a number: millions take SQLite seconds.
  private static func count(
    to number: Int,
    _ context: borrowing some StoreContext & ~Copyable
  ) throws {
    let sql = """
      /* a test */ WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<?)
      SELECT max(i) FROM n
      """
    #expect(try context.value(Int.self, sql, [number]) == number)
  }

  /// Works on the connection for longer than a read may.
  private static func linger(_ context: borrowing some StoreContext & ~Copyable) throws {
    let start = ContinuousClock.now
    while start.duration(to: .now) < .milliseconds(WriterCore.readMillisecondsMax + 100) {
      try count(to: 10_000, context)
    }
  }

  private static let endless = Route.Call.read { context in
    try count(to: 1_000_000_000, context)
    return []
  }

  @Test("One that takes too long is stopped and told so, and all else goes on")
  func stopped() async throws {
    try await Office.open { office in
      office.world.letUptimeRun()
      let answer = try await office.submit(Self.endless)
      guard case .failure(let fault) = answer else { throw FixtureMistake("it was answered") }
      #expect(fault.kind == .overloaded)
      #expect(fault["retryAfterMs"] == .integer(1000))
      // The connection serves the next, and nobody takes the store for broken or the caller for refused.
      _ = try await office.registerClient()
      #expect(try await office.call(DaemonStatus.self, .init(), as: .daemon).state == .ready)
      let refused = AuditList.Params(action: .refuse)
      #expect(try await office.call(AuditList.self, refused, as: .officer).items.isEmpty)
    }
  }

  @Test("Stopped between two writes of a group it takes nothing of theirs back")
  func betweenWrites() async throws {
    try await Office.open { office in
      office.world.letUptimeRun()
      let writer = try #require(office.desk.writer)
      // The connection is held until all three wait.
      let gate = DispatchSemaphore(value: 0)
      try #require(office.desk.store).perform { _ in gate.wait() }
      async let first = office.registerClient("Erste")
      await wait { writer.waiting == 1 }
      async let stopped = office.submit(Self.endless)
      await wait { writer.waiting == 2 }
      async let second = office.registerClient("Zweite")
      await wait { writer.waiting == 3 }
      gate.signal()
      let clients = try await [first, second]
      guard case .failure(let fault) = try await stopped else {
        throw FixtureMistake("it was answered")
      }
      #expect(fault.kind == .overloaded)
      for (name, client) in zip(["Erste", "Zweite"], clients) {
        let found = try await office.call(ClientFind.self, .init(query: personal(name)))
        #expect(found.items.map(\.id) == [client])
      }
      #expect(try await office.call(AuditVerify.self, as: .officer).ok)
    }
  }

  @Test("A write and what kimd reads for itself take the time that they need")
  func unbounded() async throws {
    try await Office.open { office in
      office.world.letUptimeRun()
      // A read before it has set a bound.
      _ = try await office.call(DaemonStatus.self, .init(), as: .daemon)
      let written = try await office.submit(
        .write { context in
          try Self.linger(context)
          return Array("{}".utf8)
        }
      )
      #expect(try written.get().result == Array("{}".utf8))
      let writer = try #require(office.desk.writer)
      try await writer.read { try Self.linger($0) }
    }
  }

  @Test("Entries of reads are written while reads go on without a pause")
  func readsWithoutPause() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let writer = try #require(office.desk.writer)
      // The connection is held until all wait: none of them finds it idle.
      let gate = DispatchSemaphore(value: 0)
      try #require(office.desk.store).perform { _ in gate.wait() }
      let reads = Group.jobsMax * 3
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<reads {
          group.addTask { _ = try await office.call(ClientShow.self, .init(id: client)) }
        }
        await wait { writer.waiting == reads }
        async let last = office.submit(
          .read { context in
            let sql = "/* a test */ SELECT count(*) FROM audit WHERE action='read'"
            return Array("\(try context.value(Int.self, sql) ?? 0)".utf8)
          }
        )
        await wait { writer.waiting == reads + 1 }
        gate.signal()
        let written = try Int(String(decoding: await last.get().result, as: UTF8.self))
        #expect(try #require(written) >= Group.jobsMax)
        try await group.waitForAll()
      }
    }
  }

  private func wait(until holds: () -> Bool) async {
    while !holds() { await Task.yield() }
  }
}

extension Office {
  /// Hands something to the writer as the desk does.
  fileprivate func submit(_ call: Route.Call) async throws -> Result<Answer, Fault> {
    let writer = try #require(desk.writer)
    let peer = Peer(uid: Person.manager.uid, login: nil)
    return await withCheckedContinuation { continuation in
      writer.submit(
        Job(method: "test.own", permission: .connect, call: call, peer: peer) {
          continuation.resume(returning: $0)
        }
      )
    }
  }
}

/// Something that a test expected otherwise.
private struct FixtureMistake: Error {
  let what: String
  init(_ what: String) { self.what = what }
}
