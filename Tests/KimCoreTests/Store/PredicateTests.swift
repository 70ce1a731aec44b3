import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("Conditions")
struct PredicateTests {
  private static var atoms: [(predicate: Predicate, holds: Bool)] {
    [(.all, true), (.none, false), (Predicate("?=1", [1]), true), (Predicate("?=1", [2]), false)]
  }

  /// Joined conditions that do not mean what their parts mean, also where they stand behind an AND.
  private static func flaws(_ context: borrowing ReadContext) throws -> [String] {
    var flaws: [String] = []
    for left in atoms {
      for right in atoms {
        let both = (left.predicate && right.predicate, left.holds && right.holds)
        let either = (left.predicate || right.predicate, left.holds || right.holds)
        for (joined, holds) in [both, either, (both.0 || either.0, both.1 || either.1)] {
          let sql = "/* a test */ SELECT (\(joined.sql)) + 10 * (1=0 AND \(joined.sql))"
          let found = try context.value(Int.self, sql, joined.arguments + joined.arguments)
          if found != (holds ? 1 : 0) { flaws.append(joined.sql) }
        }
      }
    }
    return flaws
  }

  @Test("Joined conditions mean what their parts mean, wherever they stand in a query")
  func joined() async throws {
    try await Office.openEmpty { office in
      let writer = try #require(office.desk.writer)
      #expect(try await writer.read { try Self.flaws($0) } == [])
    }
  }
}
