import CSQLite

/// SQLite by itself with the same rows: what no daemon above it can exceed.
final class RawSQLite {
  private let database: OpaquePointer
  private var statements: [OpaquePointer] = []
  private var number: Int64 = 0

  // Tells SQLite to take a copy: -1 as a function, which Swift cannot import.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ space: Workspace) throws(BenchFailure) {
    var opened: OpaquePointer?
    guard sqlite3_open(space.disk + "/raw.db", &opened) == SQLITE_OK, let opened else {
      throw BenchFailure("SQLite does not open its file")
    }
    database = opened
    let settings = ["locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL"]
    for setting in settings { try run("PRAGMA \(setting)") }
    for table in CaseRows.tables(CaseRows.sqlite) { try run(table) }
    for insert in CaseRows.inserts { try prepare(insert) }
  }

  deinit {
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close(database)
  }

  /// Cases a second, so many a transaction.
  func measure(group: Int, seconds: Double) throws(BenchFailure) -> Double {
    let start = Clock.nanoseconds()
    let end = start + UInt64(seconds * 1e9)
    var count = 0
    while Clock.nanoseconds() < end {
      try run("BEGIN IMMEDIATE")
      for _ in 0..<group { try insert() }
      try run("COMMIT")
      count += group
    }
    return Double(count) / (Double(Clock.nanoseconds() - start) / 1e9)
  }

  private func run(_ sql: String) throws(BenchFailure) {
    guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
  }

  private func prepare(_ sql: String) throws(BenchFailure) {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw failure(sql)
    }
    statements.append(statement)
  }

  private func failure(_ what: String) -> BenchFailure {
    BenchFailure("SQLite: \(what): \(String(cString: sqlite3_errmsg(database)))")
  }

  private func insert() throws(BenchFailure) {
    number += 1
    for (index, values) in CaseRows.values(number).enumerated() { try insert(index, values) }
  }

  private func insert(_ index: Int, _ values: [CaseRows.Value]) throws(BenchFailure) {
    let statement = statements[index]
    for (position, value) in values.enumerated() {
      bind(value, at: Int32(position + 1), of: statement)
    }
    guard sqlite3_step(statement) == SQLITE_DONE else { throw failure("insert") }
    sqlite3_reset(statement)
  }

  private func bind(_ value: CaseRows.Value, at position: Int32, of statement: OpaquePointer) {
    switch value {
    case .none: sqlite3_bind_null(statement, position)
    case .integer(let value): sqlite3_bind_int64(statement, position, value)
    case .text(let value): sqlite3_bind_text(statement, position, value, -1, Self.copied)
    case .blob(let value):
      sqlite3_bind_blob(statement, position, value, Int32(value.count), Self.copied)
    }
  }
}
