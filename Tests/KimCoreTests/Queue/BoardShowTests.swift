import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("board.show", .timeLimit(.minutes(5)))
struct BoardShowTests {
  @Test func showsNumbersAndDesksTheLatestCallFirstAndNothingElse() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      let client = try await hall.client()
      try await hall.ticket(session, client: client)
      for _ in 0..<2 { try await hall.ticket(session) }
      let first = try await hall.callNext(session)
      office.world.advance(seconds: 60)
      let second = try await hall.callNext(session, desk: "2")
      try await hall.step(TicketStart.self, first.id)
      let board = try await hall.board()
      #expect(board.calls.map(\.number) == [second.number, first.number])
      #expect(board.calls.map(\.desk.text) == ["2", "1"] && board.waiting == 1)
      #expect(board.calls.last?.since == World.start)
      // And no word in it tells who or what for.
      let line = try await hall.reply(BoardShow.self, .init(site: Hall.nord), as: .manager)
      let result = try #require(try StrictJSON.parse(line)["result"])
      #expect(result.members?.map(\.key) == ["calls", "waiting", "seq"])
      for call in result["calls"]?.items ?? [] {
        #expect(call.members?.map(\.key) == ["number", "desk", "since"])
      }
      #expect(!line.contains(client.text) && !line.contains("Probe"))
    }
  }

  @Test func isTheSameAfterARestart() async throws {
    try await Hall.restarted { hall in
      let session = try await hall.session()
      for _ in 0..<3 { try await hall.ticket(session) }
      _ = try await hall.callNext(session)
      _ = try await hall.callNext(session, desk: "2")
      return try await hall.board()
    } then: { hall, board in
      let after = try await hall.board()
      #expect(after == board && board.calls.count == 2)
    }
  }

  @Test func coversTheSessionsOfTheDay() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      // Given a closed morning in which one is called and one waits, and an afternoon in which one waits,
      let morning = try await hall.session()
      for _ in 0..<2 { try await hall.ticket(morning) }
      let called = try await hall.callNext(morning)
      try await office.call(SessionClose.self, .init(id: morning))
      try await hall.ticket(hall.session())
      // then the board shows both together.
      let board = try await hall.board()
      #expect(board.calls.map(\.number) == [called.number] && board.waiting == 2)
    }
  }

  @Test func yesterdayIsGoneFromIt() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      let session = try await hall.session()
      for _ in 0..<2 { try await hall.ticket(session) }
      _ = try await hall.callNext(session)
      office.world.advance(seconds: 86_400)
      let board = try await hall.board()
      #expect(board.calls.isEmpty && board.waiting == 0)
    }
  }

  @Test func foreignSitesAreAsUnknownAndRolesHold() async throws {
    try await Office.open { office in
      func reply(_ site: Slug<Site>, _ person: Person) async throws -> String {
        try await Hall(office).reply(BoardShow.self, .init(site: site), as: person)
      }
      let foreign = try await reply(Hall.sued, .manager)
      #expect(try await foreign == reply(.sample, .manager))
      #expect(foreign.contains("not_found"))
      // A display may ask with the automat's role; the daemon's own user has none here.
      #expect(try await reply(Hall.sued, .automat).contains("calls"))
      #expect(try await reply(Hall.sued, .daemon).contains("forbidden"))
    }
  }
}
