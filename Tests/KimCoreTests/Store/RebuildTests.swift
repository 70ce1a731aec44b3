import FoundationEssentials
import GRDB
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// A migration that makes `appointment` anew: claims, reminders, tickets and later appointments refer to it.
@Suite("Migrations that make a referenced table anew", .timeLimit(.minutes(5)))
struct RebuildTests {
  /// Version 2: triggers, one on the table and one of another table that names it.
  private static let guards = Migrations.Step(statements: [
    trigger,
    """
    CREATE TRIGGER ticketLooks BEFORE INSERT ON ticket
    BEGIN SELECT state FROM appointment WHERE id=NEW.appointment; END
    """,
  ])

  private static let trigger = """
    CREATE TRIGGER appointmentStays BEFORE DELETE ON appointment
    BEGIN SELECT RAISE(ABORT,'appointments stay'); END
    """

  /// Version 3: a check more, which no ALTER TABLE can add.
  private static func rebuild(
    copying rows: String = "1=1",
    rebuilds: Bool = true
  ) throws
    -> Migrations.Step
  {
    let first = Migrations.steps[0].statements
    let table = try #require(first.first { $0.hasPrefix("CREATE TABLE appointment(") })
    let indexes = first.filter { $0.contains("INDEX appointment") }
    #expect(indexes.count > 1)
    return Migrations.Step(
      statements: [
        table.replacing("TABLE appointment(", with: "TABLE appointmentNew(")
          .replacing(") STRICT,", with: ", CHECK(durationMinutes<=240)) STRICT,"),
        "INSERT INTO appointmentNew SELECT * FROM appointment WHERE \(rows)",
        "DROP TABLE appointment", "ALTER TABLE appointmentNew RENAME TO appointment",
      ] + indexes + [trigger],
      rebuilds: rebuilds
    )
  }

  private static func steps(_ last: Migrations.Step) -> [Migrations.Step] {
    Migrations.steps + [guards, last]
  }

  /// A store of version 2 in which rows of all four tables refer to appointments.
  private static func filled(
    _ body: (StateDirectory, ID<Appointment>) async throws -> Void
  ) async throws {
    try await StateDirectory.furnished { directory in
      let booked = try await directory.office { office in
        let hall = Hall(office)
        let first = try await hall.book("2026-11-23T11:00", client: hall.client())
        let moved = try await office.call(
          AppointmentReschedule.self,
          .init(id: .id(first.id), ifRev: first.rev, start: Hall.at("2026-11-23T11:30"))
        )
        try await hall.ticket(hall.session(), appointment: moved.id)
        return moved.id
      }
      try directory.openStore(steps: Migrations.steps + [guards])
      let referring = try directory.counts()
      try #require(referring.allSatisfy { $0 > 0 }, "\(referring)")
      try await body(directory, booked)
    }
  }

  @Test("Rows, references, indexes and triggers are there afterwards, and hold")
  func rebuilt() async throws {
    try await Self.filled { directory, booked in
      let before = try directory.content()
      try directory.openStore(steps: Self.steps(Self.rebuild()))
      #expect(try directory.content() == before)
      #expect(try directory.version() == 3)
      let table = try directory.sql("appointment")
      #expect(table.contains("CHECK(durationMinutes<=240)"))
      for table in ["claim", "reminder", "ticket", "appointment"] {
        let sql = try directory.sql(table)
        #expect(sql.contains("REFERENCES appointment(id)"), "\(table)")
      }
      for violation in ["DELETE FROM appointment", "UPDATE claim SET appointment=x'00'"] {
        #expect(throws: DatabaseError.self) {
          try directory.raw { try $0.execute(sql: violation) }
        }
      }
      // The office of today serves it: the schema differs by the check alone.
      try directory.raw { try $0.execute(sql: "PRAGMA user_version=1") }
      try await directory.office { office in
        let shown = try await Hall(office).show(booked)
        #expect(shown.start.text == "2026-11-23T11:30")
      }
    }
  }

  @Test("Where a row is lost, or references do not rest, all is as it was")
  func takenBack() async throws {
    try await Self.filled { directory, _ in
      let before = try directory.content()
      let losing = try Self.steps(Self.rebuild(copying: "supersedes IS NULL"))
      let problem = #expect(throws: StoreProblem.self) { try directory.openStore(steps: losing) }
      #expect(problem?.sentence.contains("names another that is not there") == true)
      #expect(throws: StoreProblem.self) {
        try directory.openStore(steps: Self.steps(Self.rebuild(rebuilds: false)))
      }
      #expect(try directory.content() == before)
      #expect(try directory.version() == 2)
      try directory.openStore(steps: Self.steps(Self.rebuild()))
      #expect(try directory.version() == 3)
    }
  }

  @Test("The connection holds references again, whether it went well or not")
  func holdsAgain() async throws {
    try await Self.filled { directory, _ in
      let connection = try Connection(path: directory.files.database, uptime: { 0 })
      defer { try? connection.close() }
      func dangles() throws {
        #expect(throws: EngineError.dangling) {
          try connection.performAndWait { engine in
            try engine.execute("/* a test */ UPDATE claim SET appointment=x'00'", [])
          }
        }
      }
      func run(_ last: Migrations.Step) throws {
        try connection.performAndWait {
          try Migrations.run(3, $0, application: Store.applicationID, steps: Self.steps(last))
        }
      }
      try dangles()
      let losing = try Self.rebuild(copying: "supersedes IS NULL")
      #expect(throws: StoreProblem.self) { try run(losing) }
      try dangles()
      try run(Self.rebuild())
      try dangles()
    }
  }

  @Test("A crash after any statement leaves the old version, whole")
  func crash() async throws {
    try await Self.filled { directory, _ in
      let before = try directory.content()
      let steps = try Self.steps(Self.rebuild())
      let connection = try Connection(path: directory.files.database, uptime: { 0 })
      let images = try connection.performAndWait { engine in
        let witness = Witness(engine) { try directory.image() }
        try Migrations.run(3, witness, application: Store.applicationID, steps: steps)
        return witness.images
      }
      let after = try directory.image()
      try connection.close()
      // The settings before and after the transaction are statements, too.
      #expect(images.count == steps[2].statements.count + 3)
      for (number, image) in (images + [after]).enumerated() {
        let isNew = number >= images.count - 1
        #expect(try image.version() == (isNew ? 3 : 2), "after statement \(number)")
        #expect(try image.content() == before)
        let table = try image.sql("appointment")
        #expect(table.contains("<=240") == isNew)
        try FileManager.default.removeItem(atPath: image.path)
      }
    }
  }
}

extension StateDirectory {
  /// All rows that refer to an appointment, and the appointments.
  fileprivate func content() throws -> [[DatabaseValue]] {
    try raw { database in
      try ["appointment", "claim", "reminder", "ticket"].flatMap {
        try Row.fetchAll(database, sql: "SELECT * FROM \($0) ORDER BY 1,2")
          .map { Array($0.databaseValues) }
      }
    }
  }

  /// How many rows refer to an appointment, by table.
  fileprivate func counts() throws -> [Int] {
    let queries = [
      "claim", "reminder", "ticket WHERE appointment IS NOT NULL",
      "appointment WHERE supersedes IS NOT NULL",
    ]
    return try raw { database in
      try queries.map { try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") ?? 0 }
    }
  }

  fileprivate func version() throws -> Int? {
    try raw { try Int.fetchOne($0, sql: "PRAGMA user_version") }
  }

  /// How a table was made.
  fileprivate func sql(_ table: String) throws -> String {
    try raw { database in
      try String.fetchOne(
        database,
        sql: "SELECT sql FROM sqlite_schema WHERE type='table' AND name=?",
        arguments: [table]
      ) ?? ""
    }
  }

  /// What a crash would leave of the store at this moment, in a directory of its own.
  fileprivate func image() throws -> StateDirectory {
    let copy = StateDirectory(path: try Office.temporaryDirectory())
    for name in ["kim.db", "kim.db-wal"] {
      try FileManager.default.copyItem(atPath: file(name), toPath: copy.file(name))
    }
    return copy
  }
}

/// An engine that takes a picture of the files after every statement of a schema.
private final class Witness: Engine {
  private let engine: any Engine
  private let take: () throws -> StateDirectory
  private(set) var images: [StateDirectory] = []

  init(_ engine: any Engine, _ take: @escaping () throws -> StateDirectory) {
    self.engine = engine
    self.take = take
  }

  func define(_ statements: String) throws {
    try engine.define(statements)
    images.append(try take())
  }

  func execute(_ sql: String, _ arguments: [Value]) throws -> Int {
    try engine.execute(sql, arguments)
  }
  func rows(_ sql: String, _ arguments: [Value], _ each: (any ResultRow) throws -> Bool) throws {
    try engine.rows(sql, arguments, each)
  }
  func begin() throws { try engine.begin() }
  func savepoint() throws { try engine.savepoint() }
  func release() throws { try engine.release() }
  var changeCount: Int { engine.changeCount }
  func rollbackToSavepoint() throws { try engine.rollbackToSavepoint() }
  func commit() throws { try engine.commit() }
  var isInTransaction: Bool { engine.isInTransaction }
  func limit(milliseconds: Int?) { engine.limit(milliseconds: milliseconds) }
  func rest() { engine.rest() }
  func rollback() throws { try engine.rollback() }
}
