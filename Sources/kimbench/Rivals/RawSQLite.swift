import CSQLite

/// SQLite by itself with the same four rows: what no daemon above it can exceed.
final class RawSQLite {
  private let database: OpaquePointer
  private var statements: [OpaquePointer] = []
  private var number: Int64 = 0

  private static let staff = [UInt8](repeating: 0x5A, count: 16)
  private static let answer = [UInt8](repeating: 0x5A, count: FourRows.answerBytes)
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
    for table in FourRows.tables(blob: "BLOB", text: "TEXT", integer: "INTEGER") { try run(table) }
    let widths = [("\"case\"", 11), ("audit", 14), ("change", 7), ("idempotency", 7)]
    for (table, columns) in widths {
      let marks = Array(repeating: "?", count: columns).joined(separator: ",")
      try prepare("INSERT INTO \(table) VALUES(\(marks))")
    }
  }

  deinit {
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close(database)
  }

  /// Sets of four rows a second, so many a transaction.
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

  private enum Value {
    case none
    case integer(Int64)
    case text(String)
    case blob([UInt8])
  }

  private func insert() throws(BenchFailure) {
    number += 1
    let at = Value.integer(number)
    let id = Value.blob(bytes(16))
    let subject = Value.text(text(36))
    try insert(
      0,
      [
        id, .integer(1), .text("KIM-2026-\(number)"), id, .text("intake"), .text("bench-1"),
        .text("self"), .blob(Self.staff), at, .none, .none,
      ]
    )
    try insert(
      1,
      [
        at, at, .integer(0), .blob(Self.staff), .text("case.open"), .text("write"), .text("ok"),
        .text("case"), subject, .text(""), .none, .none, .blob(bytes(32)), .integer(1),
      ]
    )
    let change: [Value] = [.text("case"), .text("insert"), subject, .integer(1)]
    try insert(2, [at, at] + change + [.text("")])
    try insert(
      3,
      [
        .integer(0), .text(text(32)), .text("case.open"), .blob(bytes(32)), .blob(Self.answer), at,
        at,
      ]
    )
  }

  private func insert(_ index: Int, _ values: [Value]) throws(BenchFailure) {
    let statement = statements[index]
    for (position, value) in values.enumerated() {
      bind(value, at: Int32(position + 1), of: statement)
    }
    guard sqlite3_step(statement) == SQLITE_DONE else { throw failure("insert") }
    sqlite3_reset(statement)
  }

  private func bind(_ value: Value, at position: Int32, of statement: OpaquePointer) {
    switch value {
    case .none: sqlite3_bind_null(statement, position)
    case .integer(let value): sqlite3_bind_int64(statement, position, value)
    case .text(let value): sqlite3_bind_text(statement, position, value, -1, Self.copied)
    case .blob(let value):
      sqlite3_bind_blob(statement, position, value, Int32(value.count), Self.copied)
    }
  }

  private func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    withUnsafeBytes(of: number.bigEndian) { bytes.replaceSubrange((count - 8)..., with: $0) }
    return bytes
  }

  private func text(_ count: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: count - digits.utf8.count) + digits
  }
}
