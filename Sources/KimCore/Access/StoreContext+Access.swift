import KimAPI

/// The three ways from a caller's words to a row: to see it, to change it, to name it.
extension StoreContext where Self: ~Copyable {
  /// The relations of a table as the asker stands to them.
  borrowing func access<R: Revised>(to type: R.Type) -> Access {
    Access(R.Root.self, asker, roster)
  }

  /// The one row of a condition with the relations that hold, or `not_found` where none does.
  borrowing func find<R: Revised>(_ type: R.Type, seen condition: Predicate) throws -> Seen<R> {
    let access = access(to: type)
    let mask = access.mask
    let found: (Int, R)? = try first(
      "SELECT \(mask.sql) AS access,\(R.table).* FROM \(R.source) WHERE \(condition.sql) LIMIT 1",
      mask.arguments + condition.arguments
    ) { (try $0.required(0), try $0.decode(R.self)) }
    guard let (bits, row) = found, bits != 0 else { throw Fault.notFound(R.noun) }
    return Seen(row: row, relations: access.held(bits))
  }

  /// The id of a row that a caller may name without reading it, and nothing else of it.
  borrowing func name<R: Revised>(_ type: R.Type, where condition: Predicate) throws -> R.Key {
    let access = access(to: type)
    let holding = access.first
    let found: (R.Key, Int?)? = try first(
      "SELECT \(R.table).id,\(holding.sql) FROM \(R.source) WHERE \(condition.sql) LIMIT 1",
      holding.arguments + condition.arguments
    ) { (try $0.required(0), $0[1]) }
    guard let (id, index) = found, let index else { throw Fault.notFound(R.noun) }
    trail.relation(access.relations[index].name)
    return id
  }

  /// Whether a row is one that the asker may know of, at a sight.
  borrowing func knows<R: Revised>(
    _ type: R.Type,
    _ id: R.Key,
    atLeast sight: Sight = .existence
  ) throws -> Bool {
    let scoped = Predicate("\(R.table).id=?", [id]) && access(to: type).scope(atLeast: sight)
    let sql = "SELECT 1 FROM \(R.source) WHERE \(scoped.sql) LIMIT 1"
    return try value(Int.self, sql, scoped.arguments) != nil
  }
}

extension WriteContext {
  /// The row that a caller names, for changing: only where a relation lets them, and not where somebody else has changed it
  /// since they saw it.
  ///
  /// Who reads all of it hears that it is for reading; to anybody else it is not there.
  func change<R: Revised>(_ type: R.Type, where condition: Predicate, ifRev: Int?) throws -> R {
    let seen = try find(type, seen: condition)
    guard let changing = seen.changing else {
      throw seen.sight == .full ? Fault.readOnly(R.noun) : .notFound(R.noun)
    }
    trail.relation(changing)
    try check(seen.row, ifRev: ifRev)
    return seen.row
  }
}

extension Fault {
  /// What is told to somebody who may read a thing and not change it.
  static func readOnly(_ noun: String) -> Fault {
    .init(.forbidden, "this \(noun) is for reading only", [.init("what", .string(noun))])
  }
}

/// By id, or by what people call it.
extension StoreContext where Self: ~Copyable {
  /// The id of a row that is named by id or number and may be named.
  borrowing func name<R: Revised, Of: Numbered & Nameable>(
    _ type: R.Type,
    _ name: Named<Of>
  ) throws -> ID<Of> where R.Key == ID<Of>, Of.Key == ID<Of>, Of.Name == Number<Of> {
    try self.name(type, where: named(name, type))
  }
}

extension WriteContext {
  /// The row of an id, for changing.
  func change<R: Revised>(_ type: R.Type, _ id: R.Key, ifRev: Int?) throws -> R {
    try change(type, where: Predicate("\(R.table).id=?", [id]), ifRev: ifRev)
  }

  /// The row that is named by id or number, for changing.
  func change<R: Revised, Of: Numbered & Nameable>(
    _ type: R.Type,
    _ name: Named<Of>,
    ifRev: Int?
  ) throws -> R where R.Key == ID<Of>, Of.Key == ID<Of>, Of.Name == Number<Of> {
    try change(type, where: named(name, type), ifRev: ifRev)
  }
}
