import FoundationEssentials
import KimAPI

/// The order of a list: the columns of a unique key, all in one direction.
struct Order {
  let columns: [String]
  let isDescending: Bool

  static func ascending(_ columns: String...) -> Order {
    .init(columns: columns, isDescending: false)
  }
  static func descending(_ columns: String...) -> Order {
    .init(columns: columns, isDescending: true)
  }

  var sql: String {
    columns.map { $0 + (isDescending ? " DESC" : "") }.joined(separator: ",")
  }
}

/// The place in a list at which its next page begins; opaque outside.
///
/// It bears a digest of what the list was filtered by, so that it cannot be used with another filter.
struct Cursor {
  let filter: Data
  let key: [Value]

  init(filter: Data, key: [Value]) {
    self.filter = filter
    self.key = key
  }

  init?(_ token: Token) {
    var text = token.text.replacing("-", with: "+").replacing("_", with: "/")
    text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    guard let bytes = Data(base64Encoded: text), bytes.count > 8 else { return nil }
    filter = bytes.prefix(8)
    guard let json = try? StrictJSON.parse(Array(bytes.dropFirst(8))), let items = json.items else {
      return nil
    }
    key = items.compactMap { item in
      switch item {
      case .integer(let number): number.column
      case .string(let text) where text.hasPrefix("x"):
        Data(base64Encoded: String(text.dropFirst()))?.column
      case .string(let text): String(text.dropFirst()).column
      default: nil
      }
    }
  }

  var token: Token? {
    let items = key.map(Self.item)
    let text = (filter + Data(JSONText.encode(JSON.array(items)))).base64EncodedString()
    return Token(
      text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    )
  }

  /// What a list is filtered by, as a cursor bears it.
  static func digest(_ table: String, _ branches: [Predicate], _ order: Order) -> Data {
    let parts = branches.map { branch -> JSON in
      [.string(branch.sql), .array(branch.arguments.map { item($0.column) })]
    }
    let whole: JSON = [.string(table), .array(parts), .string(order.sql)]
    return Fingerprint.sha256(Data(JSONText.encode(whole))).prefix(8)
  }

  /// The key in a cursor, refused where it belongs to another list or filter.
  static func read(_ token: Token, _ filter: Data, _ order: Order) throws(Fault) -> [Value] {
    guard let start = Cursor(token), start.filter == filter,
      start.key.count == order.columns.count
    else { throw Fault(.cursorMismatch, "this cursor belongs to another list or filter") }
    return start.key
  }

  /// A value as it stands in a cursor.
  static func item(_ value: Value) -> JSON {
    switch value {
    case .integer(let number): .integer(number)
    case .bytes(let bytes): .string("x" + bytes.base64EncodedString())
    case .text(let text): .string("t" + text)
    case .null: .null
    }
  }
}

extension StoreContext where Self: ~Copyable {
  /// One page of the rows of a condition; the same cost at the first row and at the millionth.
  borrowing func page<R: Record, Item>(
    _ type: R.Type,
    where condition: Predicate,
    order: Order,
    limit: PageLimit?,
    cursor: Token?,
    item: (R) throws -> Item
  ) throws -> KimAPI.Page<Item> {
    try page(type, of: [condition], order: order, limit: limit, cursor: cursor, item: item)
  }

  /// One page of the rows of some conditions, each of which an index answers in the order of the list; a row under two of
  /// them comes once.
  borrowing func page<R: Record, Item>(
    _ type: R.Type,
    of branches: [Predicate],
    order: Order,
    limit: PageLimit?,
    cursor: Token?,
    item: (R) throws -> Item
  ) throws -> KimAPI.Page<Item> {
    let count = (limit ?? .standard).count
    let filter = Cursor.digest(R.table, branches, order)
    let start = try cursor.map { try Self.start($0, filter, order) } ?? .all
    guard !branches.isEmpty else { return .init(items: []) }
    let scoped = branches.map { $0 && start }
    let sql = scoped.map { "SELECT \(R.table).* FROM \(R.table) WHERE \($0.sql)" }
      .joined(separator: " UNION ALL ")
    let arguments = scoped.flatMap(\.arguments) + [(count + 1) * branches.count]
    var rows: [R] = []
    try engine.rows("\(sql) ORDER BY \(order.sql) LIMIT ?", arguments.map { $0.column }) { row in
      // A row under several conditions comes as often, one after the other.
      let row = try row.decode(type)
      if rows.last?.id.column != row.id.column { rows.append(row) }
      return rows.count <= count
    }
    let items = try rows.prefix(count).map(item)
    guard rows.count > count, let last = rows.prefix(count).last else {
      return .init(items: items)
    }
    let values = try RecordValues(last)
    let key = order.columns.map { values[$0] }
    guard let next = Cursor(filter: filter, key: key).token else {
      throw Fault(.internal, "a cursor does not hold the key of \(R.table)")
    }
    return .init(items: items, next: next)
  }

  /// The rows after a cursor.
  private static func start(_ cursor: Token, _ filter: Data, _ order: Order) throws -> Predicate {
    let key = try Cursor.read(cursor, filter, order)
    let marks = order.columns.map { _ in "?" }.joined(separator: ",")
    let sign = order.isDescending ? "<" : ">"
    return Predicate("(\(order.columns.joined(separator: ","))) \(sign) (\(marks))", key)
  }
}
