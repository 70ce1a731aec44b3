#if DEBUG
import CSQLite

/// How SQLite answers a statement, as `EXPLAIN QUERY PLAN` tells it.
///
/// No ANALYZE is ever run, so the plan on an empty store is that on a full one.
struct Plan {
  /// A line of the plan.
  struct Line {
    let id: Int
    let parent: Int
    let text: String
  }

  /// How many rows a loop goes over.
  private enum Reach: Comparable {
    /// One, by its key.
    case one
    /// Those of one thing, or of a table that stays small.
    case few
    /// Those of an index under some value.
    case many
    /// All that is there, or all beyond some value.
    case all
  }

  /// Tables with as many rows as an office has staff, sites or counters.
  private static let small: Set<String> = [
    "region", "municipality", "socialDistrict", "site", "serviceType", "post",
    "consultationHours", "organisationNote", "staff", "store", "counter", "sqlite_schema",
  ]
  /// Columns of which a value has one row.
  private static let keys: Set<String> = ["id", "number", "rowid"]
  /// Columns of which a value has few: what one person, case, appointment, consultation or day has is short.
  private static let narrow: Set<String> = ["client", "case", "appointment", "session", "date"]

  /// Statements that go on though their plan has a flaw, each by a fragment of its own and with the reason.
  static let excuses: [(fragment: String, reason: String)] = [
    (
      "FROM clientToken AS d",
      "of several names the rarest leads, and the others are asked by their keys"
    ),
    (
      "DELETE FROM idempotency WHERE (uid,key)>",
      "the step of a minute ends at a bound found before"
    ),
    ("FROM standing WHERE until>?", "those that have not ended are few; read when staff changes"),
    ("seq<? AND seq>=?", "audit.list looks through a window of entries, then the next page does"),
  ]

  private let sql: String
  private let lines: [Line]
  /// Names of the indexes that hold only rows in states that pass.
  private let partial: [String]

  init(of sql: String, on connection: OpaquePointer?) throws {
    self.sql = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    lines = try Self.rows("EXPLAIN QUERY PLAN " + sql, connection) { row in
      Line(id: try row.required(0), parent: try row.required(1), text: try row.required(3))
    }
    let query = "SELECT name FROM sqlite_schema WHERE type='index' AND sql LIKE '%WHERE state%'"
    partial = try Self.rows(query, connection) { try $0.required(0) }
  }

  private static func rows<T>(
    _ sql: String,
    _ connection: OpaquePointer?,
    _ read: (SQLiteRow) throws -> T
  ) throws -> [T] {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK, let statement
    else {
      throw SQLiteError.of(sqlite3_extended_errcode(connection))
    }
    defer { sqlite3_finalize(statement) }
    var rows: [T] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      rows.append(try read(SQLiteRow(statement: statement)))
    }
    return rows
  }

  /// What makes it cost more as the store grows.
  var flaws: [String] {
    lines.compactMap { line in
      let text = line.text
      if text.contains("AUTOMATIC") { return "makes an index for itself: \(text)" }
      if text.contains("TEMP B-TREE") { return sorts(line) ? "sorts many rows: \(text)" : nil }
      if text.hasPrefix("CORRELATED") {
        return asksAgain(line) ? "asks again for each of many rows: \(text)" : nil
      }
      guard reach(line) == .all, !isPage(line) else { return nil }
      return "walks over a table: \(text)"
    }
  }

  /// The plan, a line each.
  var text: [String] { lines.map { "\($0.parent) → \($0.id) \($0.text)" } }

  // MARK: Rules

  private func sorts(_ line: Line) -> Bool {
    (loops(under: line.parent) + loops(under: line.id)).contains { $0 > .few }
  }

  /// A question for each row may be a look at a key, or one about the row's own things while the rows are few.
  private func asksAgain(_ line: Line) -> Bool {
    let inner = family(of: line.id).compactMap(reach).max() ?? .one
    let outer = loops(under: line.parent).max() ?? .one
    return inner > .few || (inner == .few && outer > .few)
  }

  /// Whether all that is walked over is wanted, a page of it at a time: nothing is asked of the rows but where the page
  /// begins, or the index holds only what is asked for; and the order is the index's.
  private func isPage(_ line: Line) -> Bool {
    let siblings = lines.filter { $0.parent == line.parent }
    guard !siblings.contains(where: { $0.text.contains("TEMP B-TREE") }) else { return false }
    if partial.contains(where: { line.text.contains("INDEX \($0) ") }) { return has("LIMIT") }
    let from = #"FROM "?\#(name(line))"?"#
    let end = #"( UNION ALL .+)?( ORDER BY [\w,". ]+)? LIMIT"#
    if line.text.hasPrefix("SCAN") { return has(from + "( WHERE 1=1)?" + end) }
    let bound = #" ?[<>]=? ?\(*\?(,\?)*\)*"#
    return has(from + #" WHERE \(*(\w+(?:,\w+)*)\)*"# + bound + #"( AND \1"# + bound + ")?" + end)
  }

  private func has(_ pattern: String) -> Bool {
    guard let pattern = try? Regex(pattern) else { return false }
    return sql.firstMatch(of: pattern) != nil
  }

  // MARK: Reading

  private func loops(under id: Int) -> [Reach] {
    lines.filter { $0.parent == id }.compactMap(reach)
  }

  private func family(of id: Int) -> [Line] {
    lines.filter { $0.parent == id }.flatMap { [$0] + family(of: $0.id) }
  }

  private func name(_ line: Line) -> String {
    let words = line.text.split(separator: " ")
    return words.count > 1 ? String(words[1]) : ""
  }

  /// How far a loop goes; nil for a line that is none.
  private func reach(_ line: Line) -> Reach? {
    let isSearch = line.text.hasPrefix("SEARCH ")
    guard isSearch || line.text.hasPrefix("SCAN ") else { return nil }
    let name = name(line)
    if line.text.contains("CONSTANT ROW") { return .one }
    if Self.small.contains(name) { return .few }
    let isSubquery = lines.contains {
      $0.text == "CO-ROUTINE \(name)" || $0.text == "MATERIALIZE \(name)"
    }
    if isSubquery {
      return has(#"LIMIT \S+\) AS \#(name)\b"#) ? .few : .many
    }
    guard isSearch else { return .all }
    // The end of an index: the least or the greatest.
    guard line.text.contains("(") else { return .one }
    let equal = Set(line.text.matches(of: /(\w+)=\?/).map { String($0.output.1) })
    if !equal.isDisjoint(with: Self.keys) { return .one }
    if !equal.isDisjoint(with: Self.narrow) { return .few }
    return equal.isEmpty ? .all : .many
  }
}
#endif
