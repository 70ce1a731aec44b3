import FoundationEssentials
import KimAPI

/// All sealed fields of a store, so that a backup can be read to the last of them.
enum SealedRows {
  private static let pageMax = 500

  /// How many sealed fields opened, and how many belong to keys that are gone.
  struct Count: Sendable {
    var opened = 0
    var erased = 0
  }

  /// Opens every sealed field of a store; throws at the first that is damaged.
  static func openAll(_ engine: any Engine, _ keys: KeyStore) throws -> Count {
    var count = Count()
    for table in Tables.all where !table.holding.sealed.isEmpty && table is any Record.Type {
      try openAll(of: table, engine, keys, &count)
    }
    return count
  }

  private static func openAll(
    of table: any Table.Type,
    _ engine: any Engine,
    _ keys: KeyStore,
    _ count: inout Count
  ) throws {
    let holding = table.holding
    let sql = """
      SELECT id,(\(holding.keyNumber)),\(holding.sealed.joined(separator: ",")) FROM \(table.table)
      WHERE id>? ORDER BY id LIMIT ?
      """
    var last = Value.bytes(Data())
    var found: Int
    repeat {
      found = 0
      try engine.rows(sql, [last, pageMax.column]) { row in
        found += 1
        last = row.value(0)
        try open(row, table, keys, &count)
        return true
      }
    } while found == pageMax
  }

  private static func open(
    _ row: any ResultRow,
    _ table: any Table.Type,
    _ keys: KeyStore,
    _ count: inout Count
  ) throws {
    let id: ID<AuditEntry> = try row.required(0)
    let number: Int? = row[1]
    for (index, column) in table.holding.sealed.enumerated() {
      guard let box: Data = row[index + 2] else { continue }
      do {
        try Safe(key: keys.key(number), table: table.table, row: id.text).check(box, column)
        count.opened += 1
      } catch SealFailure.keyGone {
        count.erased += 1
      }
    }
  }
}
