import FoundationEssentials
import GRDB
import KimAPI

/// A row with sealed columns: it says which, and whose key they lie under, so that a backup can be read to the last field.
protocol HoldsSealed: Record where Key: StringValue {
  static var sealedColumns: [String] { get }
  /// SQL that gives the key number of a row of the table; 0 for the store's own key.
  static var keyNumberSQL: String { get }
}

/// All rows with sealed columns.
enum SealedRows {
  static let types: [any HoldsSealed.Type] = [
    ClientRecord.self, CaseNoteRecord.self, AppointmentRecord.self, ReminderRecord.self,
    TicketRecord.self,
  ]
  private static let pageMax = 500

  /// How many sealed fields opened, and how many belong to keys that are gone.
  struct Count: Sendable {
    var opened = 0
    var erased = 0
  }

  /// Opens every sealed field of a store; throws at the first that is damaged.
  static func openAll(_ engine: any Engine, _ keys: KeyStore) throws -> Count {
    var count = Count()
    for type in types { try openAll(of: type, engine, keys, &count) }
    return count
  }

  private static func openAll<R: HoldsSealed>(
    of type: R.Type,
    _ engine: any Engine,
    _ keys: KeyStore,
    _ count: inout Count
  ) throws {
    let columns = R.sealedColumns.map { "\"\($0)\"" }.joined(separator: ",")
    let sql = """
      SELECT id,(\(R.keyNumberSQL)),\(columns) FROM \(R.table) WHERE id>? ORDER BY id LIMIT ?
      """
    var last = DatabaseValue.null
    var found: Int
    repeat {
      found = 0
      let from = last.isNull ? Data().databaseValue : last
      try engine.rows(sql, [from, pageMax.databaseValue]) { row in
        found += 1
        last = row.value(0)
        try open(row, R.self, keys, &count)
        return true
      }
    } while found == pageMax
  }

  private static func open<R: HoldsSealed>(
    _ row: ResultRow,
    _ type: R.Type,
    _ keys: KeyStore,
    _ count: inout Count
  ) throws {
    guard let id = row[0] as R.Key? else { throw SealFailure.damaged }
    let number = row[1] ?? 0
    for (index, column) in R.sealedColumns.enumerated() {
      guard let box: Data = row[index + 2] else { continue }
      do {
        let key = number == 0 ? keys.own : try keys.client(number)
        try Safe(key: key, table: R.table, row: id.text, reads: nil).check(box, column)
        count.opened += 1
      } catch SealFailure.keyGone {
        count.erased += 1
      }
    }
  }
}

extension ClientRecord: HoldsSealed {
  static var sealedColumns: [String] { ["givenName", "familyName", "birthDate", "email", "phone"] }
  static var keyNumberSQL: String { "client.keyNumber" }
}

extension CaseNoteRecord: HoldsSealed {
  static var sealedColumns: [String] { ["text"] }
  static var keyNumberSQL: String {
    """
    SELECT client.keyNumber FROM client JOIN "case" c ON c.client=client.id
    WHERE c.id=caseNote."case"
    """
  }
}

extension AppointmentRecord: HoldsSealed {
  static var sealedColumns: [String] { ["cancelReason"] }
  static var keyNumberSQL: String {
    "SELECT keyNumber FROM client WHERE client.id=appointment.client"
  }
}

extension ReminderRecord: HoldsSealed {
  static var sealedColumns: [String] { ["failReason"] }
  static var keyNumberSQL: String { "SELECT keyNumber FROM client WHERE client.id=reminder.client" }
}

extension TicketRecord: HoldsSealed {
  static var sealedColumns: [String] { ["priorityReason"] }
  static var keyNumberSQL: String { "SELECT keyNumber FROM client WHERE client.id=ticket.client" }
}
