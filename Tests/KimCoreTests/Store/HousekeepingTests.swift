import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("Clearing what is over")
struct HousekeepingTests {
  private static func keep(_ number: Int, at: Timestamp, _ engine: any Engine) throws {
    let key = String(number)
    try engine.execute(
      "INSERT INTO idempotency VALUES(?,?,'case.open',0,?,x'',x'')",
      [
        Int64(1000 + number % 3).column,
        (String(repeating: "0", count: 8 - key.utf8.count) + key).column, at.column,
      ]
    )
  }

  private static func count(_ engine: any Engine, _ condition: String = "true") throws -> Int {
    try engine.first("/* all */ SELECT count(*) FROM idempotency WHERE \(condition)", Int.self) ?? 0
  }

  @Test("Stored answers go in steps of a bounded length, wherever in the order of keys they lie")
  func answers() async throws {
    try await StateDirectory.with { directory in
      let store = try Store.open(
        directory: directory.path,
        credential: nil,
        environment: directory.world.environment
      )
      defer { try? store.close() }
      try store.performAndWait { engine in
        // Given five steps of answers, every second one of them over
        let now = directory.world.now
        let all = 5 * Housekeeping.rowsMax
        try engine.begin()
        for number in 0..<all {
          let age = number % 2 == 0 ? StoredAnswer.secondsKept + 1 : 0
          try Self.keep(number, at: now.adding(seconds: -age), engine)
        }
        var housekeeping = Housekeeping()
        // When minutes pass
        for minute in 0..<5 {
          try housekeeping.run(engine, at: now.adding(seconds: Int64(minute) * 60))
          // Then each clears its share and no more
          #expect(try Self.count(engine) == all - (minute + 1) * Housekeeping.rowsMax / 2)
        }
        // And what is over by then, before where the walk stands, goes when it comes round again
        try Self.keep(all, at: now.adding(seconds: -StoredAnswer.secondsKept - 1), engine)
        for minute in 5..<9 {
          try housekeeping.run(engine, at: now.adding(seconds: Int64(minute) * 60))
        }
        #expect(try Self.count(engine, "at<\(now.microseconds)") == 0)
        #expect(try Self.count(engine) == all / 2)
        try engine.commit()
      }
    }
  }
}
