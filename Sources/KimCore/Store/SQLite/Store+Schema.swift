extension Store {
  /// The schema as the store has it, for comparing: each table with its indexes and triggers, sorted by name.
  package func schemaSQL() async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      perform { engine in continuation.resume(with: Result { try Self.schemaSQL(engine) }) }
    }
  }

  private static func schemaSQL(_ engine: any Engine) throws -> String {
    var text = ""
    // What SQLite makes by itself, such as the index of a primary key, has no SQL.
    let query = """
      SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL
      ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name
      """
    try engine.rows(query, []) { row in
      let statement: String? = row[0]
      if let statement { text += statement + ";\n" }
      return true
    }
    return text
  }
}
