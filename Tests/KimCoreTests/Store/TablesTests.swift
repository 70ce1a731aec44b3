import FoundationEssentials
import GRDB
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// That every table says what it holds about persons, and says it truly.
@Suite("Tables", .timeLimit(.minutes(5)))
struct TablesTests {
  /// BLOB columns that are no content of a record, and why.
  private static let plain = [
    "clientToken.token": "a keyed digest",
    "audit.hash": "of the chain",
    "audit.reason": "under the store's own key; erased without touching the chain",
    "audit.commitment": "the digest of the sealed reason",
    "counter.hash": "the head of the chain",
    "store.canary": "tells whether the master key fits",
    "idempotency.digest": "of the request",
    "idempotency.answer": "under the store's own key where it tells about a person",
    "audit.staff": "an id", "audit.client": "an id", "audit.case": "an id",
    "standing.subject": "an id",
  ]
  /// Where no foreign key leads to the client, since entries and standings outlive what they are about.
  private static let withoutKeys = [
    "audit": "client",
    "standing": """
    CASE WHEN subject IN (SELECT id FROM client) THEN subject
      ELSE (SELECT client FROM "case" WHERE id=subject) END
    """,
  ]

  private static func flaws(
    _ tables: [any KimCore.Table.Type],
    with planted: Bool = false
  ) async throws -> [String] {
    try await StateDirectory.furnished { directory in
      let subjects = try await directory.office { try await Hall($0).fill() }
      return try directory.raw { database in
        try database.grant(on: subjects)
        if planted { try database.plant() }
        let schema = try Schema(database)
        return try unregistered(tables, schema)
          + tables.flatMap { table in
            try undeclared(table, schema) + unsealed(table, schema, database)
              + strange(table, schema, database)
          }
      }
    }
  }

  /// Tables of the schema that nobody registered, and the other way round.
  private static func unregistered(
    _ tables: [any KimCore.Table.Type],
    _ schema: Schema
  ) -> [String] {
    let registered = tables.map { $0.bare }.sorted()
    guard registered != schema.names else { return [] }
    let strays = Set(registered).symmetricDifference(schema.names)
    return strays.sorted().map { "\($0) does not stand both in Tables and in the schema" }
  }

  /// What a table does not say though a person is concerned.
  private static func undeclared(_ table: any KimCore.Table.Type, _ schema: Schema) -> [String] {
    let (name, holding) = (table.bare, table.holding)
    var flaws: [String] = []
    if schema.way(from: name) != nil || withoutKeys[name] != nil, holding.client == nil {
      flaws.append("\(name) leads to a client and does not say how")
    }
    for case .nothing(let reason) in [holding.export] where reason.isEmpty {
      flaws.append("\(name) is not exported and does not say why")
    }
    for case .nothing(let reason) in [holding.erasure] where reason.isEmpty {
      flaws.append("\(name) is not erased and does not say why")
    }
    if holding.client == nil, holding.export == .whole || holding.erasure == .row {
      flaws.append("\(name) is to be exported or erased and nobody's")
    }
    if !holding.sealed.isEmpty, !(table is any KimCore.Record.Type) {
      flaws.append("\(name) has sealed values that no check of a backup opens")
    }
    return flaws
  }

  /// Sealed columns that a table does not list, or lists without having them.
  private static func unsealed(
    _ table: any KimCore.Table.Type,
    _ schema: Schema,
    _ database: Database
  ) throws -> [String] {
    let listed = Set(table.holding.sealed)
    var flaws = schema.blobs(of: table.bare).subtracting(listed)
      .filter { plain["\(table.bare).\($0)"] == nil }
      .map { "\(table.bare).\($0) is a BLOB and not listed as sealed" }
    if let record = table as? any KimCore.Record.Type {
      let sealed = try database.sealedProperties(of: record, in: table.table)
      flaws += sealed.symmetricDifference(listed)
        .map { "\(table.bare).\($0) is sealed in record or list alone" }
    }
    return flaws.sorted()
  }

  /// Rows of which a table names another client than the foreign keys do.
  private static func strange(
    _ table: any KimCore.Table.Type,
    _ schema: Schema,
    _ database: Database
  ) throws -> [String] {
    guard let said = table.holding.client,
      let referred = withoutKeys[table.bare] ?? schema.way(from: table.bare)
    else { return [] }
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT (\(said)),(\(referred)) FROM \(table.table)"
    )
    guard rows.contains(where: { $0[1] != nil }) else {
      return ["\(table.bare) has no row of a client in this test"]
    }
    return rows.contains { $0[0] as Data? != $0[1] as Data? }
      ? ["\(table.bare) names another client than it refers to"] : []
  }

  @Test("Every table is registered, says what it holds about persons, and says it truly")
  func tables() async throws {
    #expect(try await Self.flaws(Tables.all) == [])
  }

  @Test(
    "What is forgotten or wrong is noticed",
    arguments: [
      (nil, "wish does not stand both"),
      (Silent.self, "wish leads to a client and does not say how"),
      (Unlisted.self, "wish.text is sealed in record or list alone"),
      (Unlisted.self, "wish.text is a BLOB and not listed"),
      (Wrong.self, "wish names another client"),
      (Undecided.self, "wish is not exported and does not say why"),
      (Undecided.self, "wish is not erased and does not say why"),
      (Nobodys.self, "wish is to be exported or erased and nobody's"),
      (Unchecked.self, "wish has sealed values that no check of a backup opens"),
    ] as [((any KimCore.Table.Type)?, String)]
  )
  func noticed(planted: (any KimCore.Table.Type)?, flaw: String) async throws {
    let flaws = try await Self.flaws(Tables.all + [planted].compactMap(\.self), with: true)
    #expect(flaws.contains { $0.hasPrefix(flaw) }, "\(flaws)")
  }
}

// MARK: Planted

/// A table that hangs on a note of a case, three references away from its client, in several versions.
private protocol Wish: KimCore.Table {}

extension Wish {
  static var table: String { "wish" }
  static var way: String {
    """
    SELECT client FROM "case" WHERE "case".id=
      (SELECT "case" FROM caseNote WHERE caseNote.id=wish.note)
    """
  }
}

private enum Silent: Wish {}

private struct Unlisted: Wish, KimCore.Record {
  var id: ID<Unlisted>
  var text: Sealed<Label>?
  static var holding: Holding { Holding(client: way, export: .whole, erasure: .row) }
}

private enum Wrong: Wish {
  static var holding: Holding {
    Holding(client: "SELECT min(id) FROM client", export: .whole, erasure: .row)
  }
}

private enum Undecided: Wish {
  static var holding: Holding {
    Holding(client: way, export: .nothing(""), erasure: .nothing(""))
  }
}

private enum Nobodys: Wish {
  static var holding: Holding { Holding(client: nil, export: .whole, erasure: .row) }
}

private enum Unchecked: Wish {
  static var holding: Holding {
    Holding(client: way, sealed: ["text"], export: .whole, erasure: .row)
  }
}

// MARK: Reading

extension KimCore.Table {
  /// The name without quotes.
  fileprivate static var bare: String { table.replacing("\"", with: "") }
}

/// The tables of a store with their references.
private struct Schema {
  private struct Reference {
    let column: String
    let parent: String
  }

  let names: [String]
  private var references: [String: [Reference]] = [:]
  private var blobs: [String: Set<String>] = [:]

  init(_ database: Database) throws {
    let query = "SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name"
    names = try String.fetchAll(database, sql: query)
    for name in names {
      references[name] = try Row.fetchAll(database, sql: "PRAGMA foreign_key_list('\(name)')")
        .map { Reference(column: $0["from"], parent: $0["table"]) }
      let columns = try Row.fetchAll(database, sql: "PRAGMA table_info('\(name)')")
      blobs[name] = Set(columns.filter { $0["type"] == "BLOB" }.map { $0["name"] })
    }
  }

  /// BLOB columns of a table but for its id and its references.
  func blobs(of table: String) -> Set<String> {
    (blobs[table] ?? []).subtracting(["id"] + (references[table] ?? []).map(\.column))
  }

  /// SQL that follows the shortest way of references from a row of a table to its client; nil where none leads there.
  func way(from table: String) -> String? {
    if table == "client" { return "id" }
    var heads = [(table: table, sql: "", seen: Set([table]))]
    while !heads.isEmpty {
      var next = heads
      next.removeAll()
      for head in heads {
        for reference in references[head.table] ?? [] where !head.seen.contains(reference.parent) {
          let column = "\"\(head.table)\".\"\(reference.column)\""
          let sql =
            head.sql.isEmpty
            ? column : "(SELECT \(column) FROM \"\(head.table)\" WHERE id=\(head.sql))"
          if reference.parent == "client" { return sql }
          next.append((reference.parent, sql, head.seen.union([reference.parent])))
        }
      }
      heads = next
    }
    return nil
  }
}

private protocol SealedProperty {}
extension Sealed: SealedProperty {}
extension Optional: SealedProperty where Wrapped: SealedProperty {}

extension Database {
  /// The properties of a record that are sealed, as the first row of its table has them.
  fileprivate func sealedProperties<R: Decodable>(
    of type: R.Type,
    in table: String
  ) throws -> Set<String> {
    var names: Set<String>?
    try SQLiteEngine(self).rows("/* a test */ SELECT * FROM \(table) LIMIT 1", []) { row in
      let properties = Mirror(reflecting: try row.decode(type)).children
      let sealed = properties.filter { Swift.type(of: $0.value) is any SealedProperty.Type }
      names = Set(sealed.compactMap(\.label))
      return false
    }
    return try #require(names, "\(table) has no row in this test")
  }

  /// Grants somebody a right to each of some subjects and to a colleague's work; no method does yet.
  fileprivate func grant(on subjects: [Data]) throws {
    let colleague = try Data.fetchOne(self, sql: "SELECT max(id) FROM staff")
    for subject in subjects + [colleague].compactMap(\.self) {
      try execute(
        sql: """
          INSERT INTO standing SELECT randomblob(16),(SELECT min(id) FROM staff),'break_glass',?,0,1,NULL
          """,
        arguments: [subject]
      )
    }
  }

  /// A table that nobody knows, with a row for each note.
  fileprivate func plant() throws {
    try execute(
      sql: """
        CREATE TABLE wish(
          id BLOB PRIMARY KEY, note BLOB NOT NULL REFERENCES caseNote(id), text BLOB);
        INSERT INTO wish SELECT randomblob(16),id,NULL FROM caseNote;
        """
    )
  }
}

extension Hall {
  /// Fills every table for two clients, and gives what a right may be about; a third, the first of all, has nothing.
  fileprivate func fill() async throws -> [Data] {
    _ = try await client(email: nil, consents: false)
    let session = try await session()
    var subjects: [Data] = []
    for start in ["2026-11-23T10:00", "2026-11-23T11:00"] {
      let client = try await client()
      let opened = try await openCase(client)
      let note = CaseNote.Params(id: .id(opened.id), text: try personal("Notiz"))
      try await office.call(CaseNote.self, note, meta: .init(idempotencyKey: valid(start)))
      let booked = try await book(start, client: client)
      try await ticket(session, appointment: booked.id)
      subjects += [client.column, opened.id.column].compactMap { Data(column: $0) }
    }
    return subjects
  }
}
