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
    let count = (limit ?? .standard).count
    let filter = Self.filter(R.table, condition, order)
    var scoped = condition
    if let cursor {
      guard let start = Cursor(cursor), start.filter == filter,
        start.key.count == order.columns.count
      else { throw Fault(.cursorMismatch, "this cursor belongs to another list or filter") }
      let marks = order.columns.map { _ in "?" }.joined(separator: ",")
      let sign = order.isDescending ? "<" : ">"
      scoped =
        scoped
        && Predicate("(\(order.columns.joined(separator: ","))) \(sign) (\(marks))", start.key)
    }
    let rows = try fetchAll(
      type,
      "SELECT * FROM \(R.table) WHERE \(scoped.sql) ORDER BY \(order.sql) LIMIT ?",
      scoped.arguments + [count + 1]
    )
    let items = try rows.prefix(count).map(item)
    guard rows.count > count, let last = rows.prefix(count).last else { return .init(items: items) }
    let values = try RecordValues(last)
    let key = order.columns.map { values[$0] }
    guard let next = Cursor(filter: filter, key: key).token else {
      throw Fault(.internal, "a cursor does not hold the key of \(R.table)")
    }
    return .init(items: items, next: next)
  }

  private static func filter(_ table: String, _ condition: Predicate, _ order: Order) -> Data {
    let values = condition.arguments.map { Cursor.item($0.column) }
    let whole: JSON = [.string(table), .string(condition.sql), .string(order.sql), .array(values)]
    return Fingerprint.sha256(Data(JSONText.encode(whole))).prefix(8)
  }
}
