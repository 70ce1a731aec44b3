import FoundationEssentials
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// No list of words stands in the schema, so that a new word needs no rebuilt table: the enumerations and this guard them.
@Suite("Stored words", .timeLimit(.minutes(5)))
struct StoredWordsTests {
  private static let records: [any Record.Type] = [
    AppointmentRecord.self, CaseRecord.self, ClientRecord.self, ConsentRecord.self,
    PostRecord.self, ReminderRecord.self, SessionRecord.self, SiteRecord.self, StaffRecord.self,
    TicketRecord.self,
  ]

  /// Reads every row of a store as its record, which knows no word but those of its enumerations.
  static func readAll(_ office: Office) async throws {
    let writer = try #require(office.desk.writer)
    try await writer.read { context in
      for record in Self.records { try readAll(record, context) }
    }
  }

  private static func readAll<R: Record>(
    _ type: R.Type,
    _ context: borrowing ReadContext
  ) throws {
    _ = try context.fetchAll(type, "SELECT * FROM \(R.table) LIMIT 10000")
  }

  @Test func aWordOfNoEnumerationIsNotRead() async throws {
    try await Office.open { office in
      let hall = Hall(office)
      try await hall.ticket(hall.session())
      try await Self.readAll(office)
      for column in ["state", "priority"] {
        // Given a word that the store holds and the program does not know,
        try await hall.execute("UPDATE ticket SET \(column)='nonsense'")
        // then its row is a defect and nothing is made of it.
        await #expect(throws: (any Error).self) { try await Self.readAll(office) }
        try await hall.execute("UPDATE ticket SET state='waiting',priority='walk_in'")
      }
    }
  }

  @Test func theSchemaAndTheStatementsNameNoOtherState() throws {
    let known = Set(Machines.all.flatMap(\.states)).union(StaffState.allCases.map(\.rawValue))
      .union(ClientState.allCases.map(\.rawValue))
    var found: Set<String> = []
    for path in try Self.files(under: "Sources/KimCore") + ["Tests/KimCoreTests/Store/schema.sql"] {
      let data = FileManager.default.contents(atPath: CheckedIn.root + "/" + path) ?? Data()
      let words = Self.states(in: String(decoding: data, as: UTF8.self))
      #expect(words.subtracting(known) == [], "\(path)")
      found.formUnion(words)
    }
    #expect(found.count > 10)
  }

  @Test func statesAreFoundInStatements() {
    let sql = "WHERE state='a' AND t.state<>'b' OR state IN ('c','d') AND name='e' AND state = ?"
    #expect(Self.states(in: sql) == ["a", "b", "c", "d"])
  }

  /// The words that a text compares a column `state` with.
  private static func states(in text: String) -> Set<String> {
    var words: Set<String> = []
    for part in text.split(separator: "state").dropFirst() {
      let rest = part.drop { "=<> ".contains($0) }
      let isList = rest.hasPrefix("IN") && rest.dropFirst(2).drop { $0 == " " }.hasPrefix("(")
      guard isList || (rest.hasPrefix("'") && part.first.map { "=< ".contains($0) } == true) else {
        continue
      }
      let list = isList ? rest.prefix { $0 != ")" } : rest.dropFirst().prefix { $0 != "'" }
      if isList {
        let parts = list.split(separator: "'", omittingEmptySubsequences: false)
        for (index, word) in parts.enumerated() where index % 2 == 1 { words.insert(String(word)) }
      } else {
        words.insert(String(list))
      }
    }
    return words
  }

  private static func files(under folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: CheckedIn.root + "/" + folder)
      .filter { $0.hasSuffix(".swift") }.map { folder + "/" + $0 }
  }
}
