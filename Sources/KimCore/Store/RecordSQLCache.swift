import Synchronization

/// The SQL of each record type, made once; bounded by the number of types.
final class RecordSQLCache: Sendable {
  static let shared = RecordSQLCache()
  private let made = Mutex<[ObjectIdentifier: String]>([:])

  func find(_ type: Any.Type, make: () -> String) -> String {
    let key = ObjectIdentifier(type)
    if let sql = made.withLock({ $0[key] }) { return sql }
    let sql = make()
    made.withLock { $0[key] = sql }
    return sql
  }
}
