#if DEBUG
import CSQLite
import Glibc
import Synchronization

/// What a debug build does with each statement when it first sees it: it asks for its plan, refuses one that walks over
/// what grows, and writes it down where the variable `KIM_STATEMENTS` names a file.
///
/// So every statement of every test is looked at, in whatever order the tests run; a release build knows nothing of it.
enum StatementWatch {
  private struct Seen {
    var flaws: [String: [String]] = [:]
    /// The exceptions that were needed, by their fragments.
    var excused: Set<String> = []
  }

  private static let seen = Mutex(Seen())
  private static let file: Int32? = getenv("KIM_STATEMENTS").map {
    open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
  }

  static var excused: Set<String> { seen.withLock { $0.excused } }

  /// Throws where a statement must not be asked.
  ///
  /// Schema, settings and transactions have no plan; what begins with a comment is a test's own and may be anything.
  static func see(_ sql: String, on connection: OpaquePointer?) throws {
    let first = sql.prefix { $0.isLetter }
    guard ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(first) else { return }
    let known = seen.withLock { $0.flaws[sql] }
    let flaws = try known ?? look(at: sql, on: connection)
    guard flaws.isEmpty else {
      complain("kimd, debug build: a statement that others would wait for:\n  \(sql)\n", flaws)
      throw EngineError.other(Int(SQLITE_ABORT))
    }
  }

  private static func look(at sql: String, on connection: OpaquePointer?) throws -> [String] {
    let plan = try Plan(of: sql, on: connection)
    let excuse = plan.flaws.isEmpty ? nil : Plan.excuses.first { sql.contains($0.fragment) }
    let flaws = plan.flaws.isEmpty || excuse != nil ? [] : plan.flaws + plan.text
    seen.withLock { seen in
      if let excuse { seen.excused.insert(excuse.fragment) }
      if seen.flaws.updateValue(flaws, forKey: sql) == nil { write(sql) }
    }
    return flaws
  }

  private static func write(_ sql: String) {
    guard let file else { return }
    let line = sql.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n"
    _ = line.withCString { Glibc.write(file, $0, strlen($0)) }
  }

  private static func complain(_ sentence: String, _ flaws: [String]) {
    let text = sentence + flaws.map { "  \($0)\n" }.joined()
    _ = text.withCString { Glibc.write(2, $0, strlen($0)) }
  }
}
#endif
