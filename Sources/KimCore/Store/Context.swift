import FoundationEssentials
import KimAPI

/// What every handler has: the rows that it may see, the caller, the time of the request.
protocol StoreContext: ~Copyable {
  var engine: any Engine { get }
  /// Who asks, with which right and when.
  var asker: Asker { get }
  var keys: KeyStore { get }
  var trail: Trail { get }
  /// The staff with their roles and places, and the names of the organisation.
  var roster: Roster { get }
}

extension StoreContext where Self: ~Copyable {
  var caller: Caller { asker.caller }
  /// When it was asked; every row and entry of one request bears this time.
  var now: Timestamp { asker.now }
}

/// The context of a read.
struct ReadContext: ~Copyable, StoreContext {
  let engine: any Engine
  let asker: Asker
  let keys: KeyStore
  let trail = Trail()
  let roster: Roster
  /// What the desk knows about the daemon.
  let daemon: DaemonFacts

  /// The same store asked by somebody else, or with another right.
  borrowing func asking(as asker: Asker) -> ReadContext {
    ReadContext(engine: engine, asker: asker, keys: keys, roster: roster, daemon: daemon)
  }

  /// The row that a caller names; where its content is seen, that is noted.
  borrowing func see<R: Revised>(
    _ type: R.Type,
    where condition: Predicate,
    atLeast sight: Sight = .existence
  ) throws -> Seen<R> {
    let seen = try find(type, seen: condition)
    guard seen.sight >= sight else { throw Fault.notFound(R.noun) }
    trail.relation(seen.reading)
    if R.isContent, seen.sight > .existence { trail.saw(seen.row.subject, by: seen.reading) }
    return seen
  }
}

extension StoreContext where Self: ~Copyable {
  /// What is read off the first row of a query.
  borrowing func first<T>(
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

  /// Opens and seals personal values of one row under its client's key; what is opened is noted as seen of a subject.
  ///
  /// What is no client's lies under the store's own key.
  borrowing func safe<R: Record>(
    _ type: R.Type,
    _ row: R.Key,
    key number: Int?,
    of subject: Subject? = nil
  ) throws -> Safe where R.Key: StringValue {
    Safe(key: try keys.key(number), table: R.table, row: row.text, trail: trail, subject: subject)
  }
}
