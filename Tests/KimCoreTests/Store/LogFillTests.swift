import FoundationEssentials
import Glibc
import KimAPI
import KimTestSupport
import Synchronization
import Testing

@testable import KimCore

@Suite("The filled log")
struct LogFillTests {
  private static let full = Connection.logBytes

  /// Opens the bare store and fills its log, as kimd does.
  private static func with<Result>(
    _ directory: StateDirectory,
    reserveBytes: Int = 0,
    _ body: (Store) async throws -> Result
  ) async throws -> Result {
    let store = try Store.open(
      directory: directory.path,
      credential: nil,
      environment: directory.world.environment,
      reserveBytes: reserveBytes
    )
    try store.fillLog(directory.world.environment)
    do {
      let result = try await body(store)
      try store.close()
      return result
    } catch {
      try? store.close()
      throw error
    }
  }

  /// Commits so many pages at once.
  private static func write(_ store: Store, pages: Int) throws {
    try store.performAndWait { engine in
      try engine.execute("CREATE TABLE IF NOT EXISTS ballast(x BLOB)", [])
      try engine.begin()
      for _ in 0..<max(1, pages / 25) {
        try engine.execute("/* a test */ INSERT INTO ballast VALUES(randomblob(100000))", [])
      }
      try engine.commit()
    }
  }

  private static func rows(_ store: Store) throws -> Int? {
    try store.performAndWait { try $0.first("/* all */ SELECT count(*) FROM ballast", Int.self) }
  }

  @Test("It has its size when the store is open, after checkpoints and after a restart")
  func staysFull() async throws {
    try await StateDirectory.with { directory in
      for round in 1...2 {
        try await Self.with(directory) { store in
          #expect(StoreFiles.size(store.files.log) == Self.full)
          // Three times round the log.
          for _ in 0..<240 {
            try Self.write(store, pages: 100)
            #expect(StoreFiles.size(store.files.log) == Self.full)
          }
          #expect(try Self.rows(store) == round * 960)
        }
        #expect(!directory.isThere("kim.db-wal"))
      }
    }
  }

  @Test("A group that made it longer does not leave it so")
  func isCut() async throws {
    try await StateDirectory.with { directory in
      try await Self.with(directory) { store in
        try Self.write(store, pages: 12_000)
        #expect(StoreFiles.size(store.files.log) > Self.full)
        try Self.write(store, pages: 1)
        #expect(StoreFiles.size(store.files.log) == Self.full)
      }
    }
  }

  @Test("On a slow disk the start does not wait for all of it, and what is written meanwhile stays")
  func slowDisk() async throws {
    try await StateDirectory.with { directory in
      directory.world.onSync { descriptor in
        directory.world.advance(seconds: 1)
        return fdatasync(descriptor)
      }
      try await Self.with(directory) { store in
        #expect(StoreFiles.size(store.files.log) < Self.full)
        var turns = 0
        while StoreFiles.size(store.files.log) < Self.full, turns < 100 {
          try Self.write(store, pages: 1)
          turns += 1
        }
        #expect((2...32).contains(turns))
        #expect(StoreFiles.size(store.files.log) == Self.full)
        #expect(try Self.rows(store) == turns)
        try store.performAndWait { try $0.examine() }
      }
    }
  }

  @Test("Where the disk is nearly full the store opens with a log that grows")
  func littleRoom() async throws {
    try await StateDirectory.with { directory in
      try await Self.with(directory, reserveBytes: StoreFiles.freeBytes(directory.path)) { store in
        #expect(StoreFiles.size(store.files.log) == 0)
        try Self.write(store, pages: 25)
        #expect(try Self.rows(store) == 1)
      }
    }
  }

  @Test("A disk that fails while the log is filled is told to the next who asks")
  func failingDisk() async throws {
    try await StateDirectory.with { directory in
      directory.world.onSync { _ in -1 }
      try await Self.with(directory) { store in
        // A later sync that succeeds proves nothing about what was lost before.
        directory.world.onSync { fdatasync($0) }
        let told = Mutex<Fault?>(nil)
        store.sync.after(isCommit: true, here: true) { fault in told.withLock { $0 = fault } }
        #expect(told.withLock { $0?.kind } == .storageFailed)
      }
    }
  }
}
