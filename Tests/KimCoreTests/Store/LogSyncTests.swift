import Dispatch
import FoundationEssentials
import Glibc
import KimAPI
import KimTestSupport
import Synchronization
import Testing

@testable import KimCore

@Suite("The way to the disk")
struct LogSyncTests {
  /// A disk that keeps nothing until it is let.
  private final class SlowDisk: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let asked = Atomic(0)

    init(_ world: World) {
      world.onSync { [self] descriptor in
        asked.add(1, ordering: .relaxed)
        gate.wait()
        return fdatasync(descriptor)
      }
    }

    var syncs: Int { asked.load(ordering: .relaxed) }
    func go() { for _ in 0..<8 { gate.signal() } }
  }

  /// What came back, in the order of coming.
  private final class Replies: Sendable {
    private let told = Mutex<[String]>([])
    private let came = AsyncStream.makeStream(of: Void.self)

    var count: Int { told.withLock { $0.count } }

    func take(_ line: [UInt8]?) {
      told.withLock { $0.append(String(decoding: line ?? [], as: UTF8.self)) }
      came.continuation.yield()
    }

    /// Waits until so many are there.
    func first(_ count: Int) async -> [String] {
      if self.count < count {
        for await _ in came.stream where self.count >= count { break }
      }
      return told.withLock { $0 }
    }
  }

  /// Hands requests in at once, and comes back when the connection has run them all.
  private static func run(_ office: Office, _ lines: [String]) async throws -> Replies {
    let replies = Replies()
    let store = try #require(office.desk.store)
    let start = DispatchSemaphore(value: 0)
    store.perform { _ in start.wait() }
    let peer = Peer(uid: Person.manager.uid, login: nil)
    for line in lines {
      office.desk.answer(Array(line.utf8), from: peer) { replies.take($0) }
    }
    start.signal()
    await withCheckedContinuation { continuation in store.perform { _ in continuation.resume() } }
    return replies
  }

  private static func line(_ id: Int, _ method: String, _ params: JSON = .object([])) -> String {
    let request: JSON = [
      "jsonrpc": "2.0", "id": .integer(Int64(id)), "method": .string(method), "params": params,
    ]
    return request.line
  }

  @Test("While the disk works on one group the next one runs, and neither is told before its time")
  func overlaps() async throws {
    try await Office.open { office in
      let disk = SlowDisk(office.world)
      let requests = (1...4).map { Self.line($0, "client.register", ["municipality": "nord"]) }
      let replies = try await Self.run(office, requests)
      // All ran, though the disk has not kept the first of them.
      #expect(try await Self.clients(office) == 4)
      #expect(disk.syncs <= 1 && replies.count == 0)
      disk.go()
      let told = await replies.first(4)
      for (number, reply) in zip(1..., told) {
        #expect(reply.hasPrefix("{\"jsonrpc\":\"2.0\",\"id\":\(number),\"result\""))
      }
      // What was committed while the disk worked shares the next sync.
      #expect((1...2).contains(disk.syncs))
    }
  }

  /// Clients in the store, read past the desk.
  private static func clients(_ office: Office) async throws -> Int {
    let store = try #require(office.desk.store)
    return await withCheckedContinuation { continuation in
      store.perform { engine in
        var count = 0
        try? engine.rows("/* a test */ SELECT count(*) FROM client", []) { row in
          count = row[0] ?? 0
          return false
        }
        continuation.resume(returning: count)
      }
    }
  }

  @Test("What a read shows is on the disk, though the read itself needs none")
  func readsWait() async throws {
    try await Office.open { office in
      let client = try await office.registerClient("Alt")
      let disk = SlowDisk(office.world)
      let show: JSON = ["id": .string(client.text)]
      let update: JSON = ["id": .string(client.text), "ifRev": 1, "familyName": "Neu"]
      let register = Self.line(2, "client.register", ["municipality": "nord"])
      let writes = try await Self.run(office, [Self.line(1, "client.update", update), register])
      let read = try await Self.run(office, [Self.line(3, "client.show", show)])
      #expect(disk.syncs <= 1 && writes.count == 0 && read.count == 0)
      disk.go()
      #expect(await writes.first(2).allSatisfy { $0.contains("\"result\"") })
      #expect(await read.first(1).first?.contains("Neu") == true)
    }
  }

  @Test(
    "A disk that fails ends it: nobody is told ok, and the same key has one effect after a restart"
  )
  func fails() async throws {
    try await StateDirectory.furnished { directory in
      let register = Self.line(
        1,
        "client.register",
        ["municipality": "nord", "familyName": "Probe", "_meta": ["idempotencyKey": "k"]]
      )
      try await directory.office { office in
        let stops = Mutex(0)
        office.desk.facts.observe(connections: { 0 }, stop: { stops.withLock { $0 += 1 } })
        office.world.onSync { _ in -1 }
        let reply = await office.line(register)
        #expect(reply?.contains("storage_failed") == true)
        // A later sync that succeeds proves nothing about what was lost before.
        office.world.onSync { fdatasync($0) }
        let read = await office.line(Self.line(2, "client.find", ["query": "Probe"]))
        #expect(read?.contains("storage_failed") == true)
        #expect(office.desk.facts.state == .degraded)
        #expect(stops.withLock { $0 } == 1)
      }
      try await directory.office { office in
        #expect(await office.line(register)?.contains("\"result\"") == true)
        #expect(await office.line(register)?.contains("\"replayed\":true") == true)
        let found = try await office.call(ClientFind.self, .init(query: personal("Probe")))
        #expect(found.items.count == 1)
      }
    }
  }

  @Test("Damage that comes from a disk that is gone ends it; damage on a sound disk does not")
  func damageAsksTheDisk() async throws {
    try await Office.open { office in
      let client = try await office.registerClient("Probe")
      try await office.execute("UPDATE client SET familyName=x'01'")
      let show = Self.line(1, "client.show", ["id": .string(client.text)])
      #expect(await office.line(show)?.contains("data_damaged") == true)
      #expect(office.desk.facts.state == .ready)
      office.world.onSync { _ in -1 }
      #expect(await office.line(show)?.contains("storage_failed") == true)
      #expect(office.desk.facts.state == .degraded)
    }
  }

  @Test(
    "A power cut takes nothing that was answered: what was synced by then is a whole store",
    arguments: [false, true]
  )
  func powerCut(isFilled: Bool) async throws {
    try await StateDirectory.furnished { directory in
      try await StateDirectory.with { cut in
        // What lies on the disk for certain: the store as the last checkpoint left it, the log as of the last sync.
        let kept = Mutex(Data())
        let answered = try await directory.office { office in
          if isFilled { try office.desk.store?.fillLog(office.world.environment) }
          office.world.onSync { descriptor in
            let log = try? directory.bytes("kim.db-wal")
            kept.withLock { $0 = log ?? $0 }
            return fdatasync(descriptor)
          }
          var answered: [ID<Client>] = []
          for number in 1...20 {
            answered.append(try await office.registerClient("Probe\(number)"))
          }
          let synced = kept.withLock { $0 }
          office.world.onSync { _ in 0 }
          for _ in 1...3 { _ = try await office.registerClient("Verloren") }
          let later = try directory.bytes("kim.db-wal")
          #expect((later.count == synced.count) == isFilled)
          // Half of a page of what came later.
          let end = zip(synced, later).prefix { $0 == $1 }.count + 2000
          try cut.write(later.prefix(end) + synced.dropFirst(end), "kim.db-wal")
          for name in ["kim.db", "keys.db", "master.key"] {
            try cut.write(directory.bytes(name), name)
          }
          return answered
        }
        try await cut.office { office in
          for client in answered {
            _ = try await office.call(ClientShow.self, .init(id: client))
          }
          let lost = try await office.call(ClientFind.self, .init(query: personal("Verloren")))
          #expect(lost.items.isEmpty)
          #expect(try await office.call(AuditVerify.self, as: .officer).ok)
        }
      }
    }
  }
}
