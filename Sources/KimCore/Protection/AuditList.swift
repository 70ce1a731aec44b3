import KimAPI

extension AuditList: ReadHandler {
  /// How many entries a page looks through for those that no index knows.
  static let windowMax = 20_000

  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<AuditEntry> {
    let (driver, filter) = try conditions(params, context)
    let order = Order.descending("seq")
    let digest = Cursor.digest(AuditRecord.table, [driver, filter], order)
    let end = try params.cursor.map { try Cursor.read($0, digest, order) }?.first ?? .integer(.max)
    let begin = try begin(driver, filter, end, context)
    let wanted = driver && filter && Predicate("seq<? AND seq>=?", [end, begin])
    let count = (params.limit ?? .standard).count
    let rows = try context.fetchAll(
      AuditRecord.self,
      "SELECT * FROM audit WHERE \(wanted.sql) ORDER BY seq DESC LIMIT ?",
      wanted.arguments + [count + 1]
    )
    var items: [AuditEntry] = []
    for row in rows.prefix(count) { items.append(try context.entry(row)) }
    // Where the window ends before the chain begins, there may be more though the page is not full.
    let last = rows.count > count ? rows[count - 1].seq : begin
    guard last > 1 else { return Page(items: items) }
    return Page(items: items, next: Cursor(filter: digest, key: [last.column]).token)
  }

  /// What an index finds, and what is looked at entry by entry.
  private static func conditions(
    _ params: Params,
    _ context: borrowing ReadContext
  ) throws -> (driver: Predicate, filter: Predicate) {
    var filter =
      Predicate.equal("method", params.method) && .equal("uid", params.uid)
      && .equal("action", params.action)
    if let staff = params.staff { filter = filter && .equal("staff", try context.staff(staff)) }
    if let from = params.from { filter = filter && Predicate("at>=?", [from]) }
    if let until = params.until { filter = filter && Predicate("at<?", [until]) }
    var client = try params.client.map { try context.id($0, in: ClientRecord.self) }
    if let named = params.case {
      let row = try context.find(CaseRecord.self, context.id(named, in: CaseRecord.self))
      guard let row, client == nil || client == row.client else {
        throw Fault.notFound(CaseRecord.noun)
      }
      client = row.client
      filter = filter && Predicate("\"case\"=?", [row.id])
    }
    if let subject = params.subject {
      client = try client ?? context.client(of: subject)
      let same = Predicate("subject=?", [subject.text])
      if client == nil {
        return (Predicate("client IS NULL AND subject IS NOT NULL") && same, filter)
      }
      filter = filter && same
    }
    return (client.map { Predicate("client=?", [$0]) } ?? .all, filter)
  }

  /// The first entry that a page looks at; without a filter there is nothing to look for.
  private static func begin(
    _ driver: Predicate,
    _ filter: Predicate,
    _ end: Value,
    _ context: borrowing ReadContext
  ) throws -> Int64 {
    guard filter.sql != Predicate.all.sql else { return 1 }
    let walked = driver && Predicate("seq<?", [end])
    return try context.value(
      Int64.self,
      "SELECT seq FROM audit WHERE \(walked.sql) ORDER BY seq DESC LIMIT 1 OFFSET ?",
      walked.arguments + [windowMax - 1]
    ) ?? 1
  }
}

extension ReadContext {
  /// The id of what is named, whoever asks: the audit is about everything.
  fileprivate borrowing func id<R: Revised, Of: Numbered & Nameable>(
    _ name: Named<Of>,
    in type: R.Type
  ) throws -> ID<Of> where R.Key == ID<Of>, Of.Key == ID<Of>, Of.Name == Number<Of> {
    let found = named(name, type)
    let id = try value(ID<Of>.self, "SELECT id FROM \(R.table) WHERE \(found.sql)", found.arguments)
    guard let id else { throw Fault.notFound(R.noun) }
    return id
  }

  /// The client whom a thing of any table concerns; nil where it is nobody's.
  fileprivate borrowing func client(of subject: ID<AuditEntry>) throws -> ID<Client>? {
    for table in Tables.all where table is any Revised.Type {
      guard let way = table.holding.client else { continue }
      let sql = "SELECT (\(way)) FROM \(table.table) WHERE id=?"
      if let client = try value(ID<Client>.self, sql, [subject]) { return client }
    }
    return nil
  }

  fileprivate borrowing func entry(_ row: AuditRecord) throws -> AuditEntry {
    AuditEntry(
      seq: Int(row.seq),
      format: row.format,
      at: row.at,
      uid: Int(row.uid),
      staff: row.staff.map { ref($0) },
      method: row.method,
      action: row.action,
      outcome: row.outcome,
      relation: row.relation,
      count: row.count,
      subjectKind: row.subjectKind,
      subject: row.subject,
      client: try row.client.map { try ref(ClientRecord.self, $0) },
      case: try row.case.map { try ref(CaseRecord.self, $0) },
      fields: row.fields.split(separator: ",").map(String.init),
      hasReason: row.reason != nil
    )
  }
}
