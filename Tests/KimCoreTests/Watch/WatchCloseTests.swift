import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("watch.close", .timeLimit(.minutes(5)))
struct WatchCloseTests {
  @Test func endsOneWatchAndLeavesTheOthers() async throws {
    try await Office.open { office in
      let connection = FakeConnection()
      let first = try await office.watch([.client], on: connection).watch
      let second = try await office.watch([.client], on: connection).watch
      let reply = try await office.send(WatchClose.self, .init(watch: first), on: connection)
      #expect(reply["result"] == ["watch": .integer(Int64(first))])
      _ = try await office.client()
      _ = await connection.events(atLeast: 1)
      // Signs of life, which a busy machine may see, tell of nothing.
      let told = connection.lines.filter { $0["params"]?["events"]?.items?.isEmpty == false }
      #expect(told.map { $0["params"]?["watch"]?.integer } == [Int64(second)])
    }
  }

  @Test func closedUnknownAndForeignWatchesAreAlikeNotFound() async throws {
    try await Office.open { office in
      let (connection, other) = (FakeConnection(), FakeConnection())
      let watch = try await office.watch([.client], on: connection).watch
      let foreign = try await office.send(WatchClose.self, .init(watch: watch), on: other)
      let unknown = try await office.send(WatchClose.self, .init(watch: 999), on: other)
      #expect(foreign == unknown && foreign["error"]?["data"]?["kind"]?.text == "not_found")
      _ = try await office.send(WatchClose.self, .init(watch: watch), on: connection)
      let again = try await office.send(WatchClose.self, .init(watch: watch), on: connection)
      #expect(again == unknown)
      let alone = try await fault { try await office.call(WatchClose.self, .init(watch: watch)) }
      #expect(alone == .notFound("watch"))
      let role = try await office.send(
        WatchClose.self,
        .init(watch: watch),
        as: .stranger,
        on: connection
      )
      #expect(role["error"]?["data"]?["kind"]?.text == "forbidden")
    }
  }
}
