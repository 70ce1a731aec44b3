import FoundationEssentials
import KimAPI

/// What every handler has: the rows that it may see, the caller, the time of the request.
protocol StoreContext: ~Copyable {
  var engine: any Engine { get }
  /// Who asks.
  var caller: Caller { get }
  /// When it was asked; every row and entry of one request bears this time.
  var now: Timestamp { get }
  var keys: KeyStore { get }
  var reads: ReadTrail { get }
  /// The staff with their roles and scopes.
  var directory: Directory { get }
}

/// The context of a read.
struct ReadContext: ~Copyable, StoreContext {
  let engine: any Engine
  let caller: Caller
  let now: Timestamp
  let keys: KeyStore
  let reads = ReadTrail()
  let directory: Directory
  /// What the desk knows about the daemon.
  let daemon: DaemonFacts
}

extension StoreContext where Self: ~Copyable {
  /// What is read off the first row of a query.
  private borrowing func first<T>(
    _ sql: String,
    _ arguments: [Argument],
    _ read: (any ResultRow) throws -> T?
  ) throws -> T? {
    var found: T?
    try engine.rows(sql, arguments.map { $0.column }) { row in
      found = try read(row)
      return false
    }
    return found
  }

  /// What is read off every row of a query that bears its own LIMIT.
  private borrowing func all<T>(
    _ sql: String,
    _ arguments: [Argument],
    _ read: (any ResultRow) throws -> T?
  ) throws -> [T] {
    var found: [T] = []
    try engine.rows(sql, arguments.map { $0.column }) { row in
      if let value = try read(row) { found.append(value) }
      return true
    }
    return found
  }

  /// The first row of a query, which names the columns with `*`.
  borrowing func fetchOne<R: Decodable>(
    _ type: R.Type,
    _ sql: String,
    _ arguments: [Argument] = []
  ) throws -> R? {
    try first(sql, arguments) { try $0.decode(type) }
  }

  /// All rows of a query that bears its own LIMIT.
  borrowing func fetchAll<R: Decodable>(
    _ type: R.Type,
    _ sql: String,
    _ arguments: [Argument] = []
  ) throws -> [R] {
    try all(sql, arguments) { try $0.decode(type) }
  }

  /// The first column of the first row of a query.
  borrowing func value<V: Column>(
    _ type: V.Type,
    _ sql: String,
    _ arguments: [Argument] = []
  ) throws -> V? {
    try first(sql, arguments) { $0[0] }
  }

  /// The first column of every row of a query that bears its own LIMIT.
  borrowing func values<V: Column>(
    _ type: V.Type,
    _ sql: String,
    _ arguments: [Argument] = []
  ) throws -> [V] {
    try all(sql, arguments) { $0[0] }
  }

  /// A row whoever asks: for what the rules need, never for an answer.
  borrowing func find<R: Record>(_ type: R.Type, _ id: R.Key) throws -> R? {
    try fetchOne(type, "SELECT * FROM \(R.table) WHERE id=?", [id])
  }

  /// A row that the caller may know of, or `not_found`.
  borrowing func mine<R: Revised>(_ type: R.Type, _ id: R.Key) throws -> R {
    try mine(type, where: Predicate("id=?", [id]))
  }

  /// The one row of a condition that the caller may know of, or `not_found`.
  borrowing func mine<R: Revised>(_ type: R.Type, where condition: Predicate) throws -> R {
    let scoped = condition && R.scope(of: caller)
    guard
      let row = try fetchOne(
        type,
        "SELECT * FROM \(R.table) WHERE \(scoped.sql) LIMIT 1",
        scoped.arguments
      )
    else { throw Fault.notFound(R.noun) }
    return row
  }

  /// The row that a caller names by id or by number; exactly one of the two must be said.
  borrowing func mine<R: Revised, Of>(
    _ type: R.Type,
    id: ID<Of>?,
    number: Number<Of>?
  ) throws -> R where R.Key == ID<Of> {
    switch (id, number) {
    case (let id?, nil): try mine(type, id)
    case (nil, let number?): try mine(type, where: Predicate("number=?", [number]))
    default: throw Fault.invalidValue("id", "name either id or number")
    }
  }

  /// Opens and seals personal values of one row under its client's key.
  ///
  /// What is no client's lies under the store's own key.
  borrowing func safe<R: Record>(_ type: R.Type, _ row: R.Key, key number: Int?) throws -> Safe
  where R.Key: StringValue {
    let key = try number.map { try keys.client($0) } ?? keys.own
    return Safe(key: key, table: R.table, row: row.text, reads: reads)
  }
}
