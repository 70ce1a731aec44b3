import FoundationEssentials
import KimAPI

/// The context of a write: it cannot be copied and so cannot outlive its transaction.
struct WriteContext: ~Copyable, StoreContext {
  let engine: any Engine
  let asker: Asker
  let keys: KeyStore
  let trail = Trail()
  let ids: IDSource
  let environment: Environment
  let roster: Roster
  /// What was changed, in the order of changing; it becomes the change feed and the audit entry.
  private(set) var changes: [ChangeDraft] = []
  /// What people should know though it was done.
  private(set) var warnings: [Warning] = []
  /// Whether staff or organisation changed, so that the roster must be worked out anew.
  var touchesRoster = false

  init(
    engine: any Engine,
    asker: Asker,
    keys: KeyStore,
    ids: IDSource,
    environment: Environment,
    roster: Roster
  ) {
    self.engine = engine
    self.asker = asker
    self.keys = keys
    self.ids = ids
    self.environment = environment
    self.roster = roster
  }

  /// A new id.
  func newID<Of>(_ type: Of.Type) -> ID<Of> { ids.next(type, at: now) }

  mutating func warn(_ warning: Warning) { warnings.append(warning) }

  /// The next value of a named counter, from 1.
  func next(_ counter: String) throws -> Int {
    // Not with RETURNING: SQLite makes a table in memory for what that returns.
    guard try execute("UPDATE counter SET value=value+1 WHERE name=?", [counter]) == 0 else {
      return try value(Int.self, "SELECT value FROM counter WHERE name=?", [counter]) ?? 1
    }
    try execute("INSERT INTO counter(name,value) VALUES(?,1)", [counter])
    return 1
  }

  /// The next number that people say; the running number begins anew with the office's year.
  func nextNumber<Of: Numbered>(_ type: Of.Type) throws -> Number<Of> {
    let year = OfficeZone.local(now).day.civil.year
    let serial = try next("number/\(Of.numberPrefix)/\(year)")
    guard let number = Number<Of>(year: year, serial: serial) else {
      throw Fault(.overloaded, "the numbers of this year are used up")
    }
    return number
  }

  /// Runs a statement that no record stands behind.
  @discardableResult
  func execute(_ sql: String, _ arguments: [Argument] = []) throws -> Int {
    try engine.execute(sql, arguments.map { $0.column })
  }

  /// Inserts a row that nobody watches.
  func insert<R: Record>(plain row: R) throws {
    let values = try RecordValues(row)
    try engine.execute(Self.insertSQL(R.self, values), values.values)
  }

  /// Puts a row in the place of the one with its id, unwatched and without a revision.
  func replace<R: Record>(plain row: R) throws {
    let values = try RecordValues(row)
    let columns = values.columns.filter { $0 != "id" }
    let names = columns.map { RecordValues.quoted($0) + "=?" }.joined(separator: ",")
    try engine.execute(
      "UPDATE \(R.table) SET \(names) WHERE id=?",
      columns.map { values[$0] } + [row.id.column]
    )
  }

  /// Tells the change feed that parts of the organisation changed; its revision counts the loads.
  mutating func organisationChanged(_ parts: [String]) throws {
    touchesRoster = true
    let rev = try next("organisation")
    changes.append(
      ChangeDraft(
        topic: .organisation,
        op: rev == 1 ? .insert : .update,
        subject: Subject(kind: Topic.organisation.rawValue, id: "organisation"),
        rev: rev,
        fields: parts
      )
    )
  }

  /// Inserts a row and tells the change feed.
  mutating func insert<R: Revised>(_ row: R, fields: [String] = []) throws {
    try insert(plain: row)
    note(row, .insert, fields: fields)
  }

  /// Inserts a row, or throws the fault that says what stands in its way.
  mutating func insert<R: Revised>(
    _ row: R,
    orIfTaken fault: (borrowing WriteContext) throws -> Fault
  ) throws {
    // No violation is caught: an engine may take the whole transaction back for one.
    let values = try RecordValues(row)
    let sql = Self.insertSQL(R.self, values) + " ON CONFLICT DO NOTHING"
    guard try engine.execute(sql, values.values) == 1 else { throw try fault(self) }
    note(row, .insert, fields: [])
  }

  /// Stores what differs from the row as it was, raises its revision and tells the change feed.
  mutating func update<R: Revised>(_ row: inout R, from old: R) throws {
    let before = try RecordValues(old)
    let after = try RecordValues(row)
    let fields = after.columns.filter { before[$0] != after[$0] && $0 != "rev" }.sorted()
    guard !fields.isEmpty else { return }
    let names = (fields + ["rev"]).map { RecordValues.quoted($0) + "=?" }.joined(separator: ",")
    let values = fields.map { after[$0] } + [(old.rev + 1).column]
    let changed = try engine.execute(
      "UPDATE \(R.table) SET \(names) WHERE id=? AND rev=?",
      values + [row.id.column, old.rev.column]
    )
    guard changed == 1 else { throw Fault(.internal, "the row changed within its transaction") }
    row.rev = old.rev + 1
    note(row, .update, fields: fields)
  }

  /// Raises a row's revision because something that belongs to it changed.
  mutating func touch<R: Revised>(_ row: inout R, fields: [String]) throws {
    let changed = try engine.execute(
      "UPDATE \(R.table) SET rev=rev+1 WHERE id=? AND rev=?",
      [row.id.column, row.rev.column]
    )
    guard changed == 1 else { throw Fault(.internal, "the row changed within its transaction") }
    row.rev += 1
    note(row, .update, fields: fields)
  }

  /// Refuses a change of a row that is no longer as the caller saw it.
  func check<R: Revised>(_ row: R, ifRev: Int?) throws {
    guard let ifRev, ifRev != row.rev else { return }
    throw try StaleRevision.fault(row, base: ifRev, in: self)
  }

  private mutating func note<R: Revised>(_ row: R, _ op: ChangeOperation, fields: [String]) {
    changes.append(
      ChangeDraft(topic: R.topic, op: op, subject: row.subject, rev: row.rev, fields: fields)
    )
  }

  /// The INSERT of a record type, put together from its first row.
  private static func insertSQL<R: Record>(_ type: R.Type, _ values: RecordValues) -> String {
    RecordSQLCache.shared.find(type) {
      let names = values.columns.map(RecordValues.quoted).joined(separator: ",")
      let marks = values.columns.map { _ in "?" }.joined(separator: ",")
      return "INSERT INTO \(R.table)(\(names)) VALUES(\(marks))"
    }
  }
}

/// One line of the change feed before it has its number.
struct ChangeDraft {
  let topic: Topic
  let op: ChangeOperation
  let subject: Subject
  let rev: Int
  let fields: [String]

  /// Whether it is about a client who was there before.
  var concernsSomebody: Bool {
    subject.client != nil && !(topic == .client && op == .insert)
  }
}
