import FoundationEssentials
import KimAPI

/// A row of one table: a plain Codable value whose properties are the columns.
protocol Record: Table, Codable {
  associatedtype Key: Column & Sendable
  /// The identity.
  var id: Key { get }
}

/// A row that changes: every change raises its revision and is told to watchers.
protocol Revised: Record where Key: StringValue {
  /// The topic under which changes are told.
  static var topic: Topic { get }
  /// What the thing is called in a `not_found`.
  static var noun: String { get }
  /// The revision, from 1.
  var rev: Int { get set }
  /// The table whose relations decide about the row.
  associatedtype Root: Rooted
  /// The column that names the row of the root; nil where the row is its own root.
  static var rootColumn: String? { get }
  /// Whether somebody in a relation to the root may change the row.
  static func mayChange(in relation: Relation) -> Bool
  /// The least sight at which somebody is told that a row changed.
  static var told: Sight { get }
  /// Whether a full view of it is an access entry even where nothing was unsealed.
  static var isContent: Bool { get }
  /// Whether a field is shown at a sight: what is hidden is no filter of a list and no news of the feed.
  static func shows(_ column: String, at sight: Sight) -> Bool
  /// Which of several rows with one number the number means.
  static var numbered: Predicate { get }
  /// The client and the case that the row concerns; audit entries bear them.
  var concerned: (client: ID<Client>?, case: ID<Case>?) { get }
}

extension Revised {
  static var noun: String { topic.rawValue }
  static func mayChange(in relation: Relation) -> Bool { relation.mayChange }
  static var told: Sight { .existence }
  static var isContent: Bool { false }
  static var numbered: Predicate { .all }
  static func shows(_ column: String, at sight: Sight) -> Bool { true }
  var concerned: (client: ID<Client>?, case: ID<Case>?) { (nil, nil) }

  /// What an audit entry about the row is about.
  var subject: Subject {
    Subject(
      kind: Self.topic.rawValue,
      id: id.text,
      client: concerned.client,
      case: concerned.case
    )
  }

  /// Where the row is read from so that the relations to its root can be asked.
  static var source: String {
    guard let rootColumn else { return table }
    return "\(table) JOIN \(Root.table) ON \(Root.table).id=\(table).\(rootColumn)"
  }
}

extension Revised where Self: Rooted, Root == Self {
  static var rootColumn: String? { nil }
}

/// A condition of a query with its bound arguments; joined ones bear brackets, so that it means the same wherever it stands.
struct Predicate {
  let sql: String
  let arguments: [Argument]

  init(_ sql: String, _ arguments: [Argument] = []) {
    self.sql = sql
    self.arguments = arguments
  }

  /// Holds for every row.
  static var all: Predicate { .init("1=1") }
  /// Holds for no row.
  static var none: Predicate { .init("1=0") }

  /// A column equals a value; holds for every row where no value is asked for.
  static func equal(_ column: String, _ value: Argument?) -> Predicate {
    value.map { .init("\(column)=?", [$0]) } ?? .all
  }

  /// A column holds one of some values.
  static func `in`(_ column: String, _ values: [Argument]) -> Predicate {
    guard !values.isEmpty else { return .none }
    let marks = Array(repeating: "?", count: values.count).joined(separator: ",")
    return .init("\(column) IN (\(marks))", values)
  }

  static func && (left: Predicate, right: Predicate) -> Predicate {
    if left.sql == all.sql { return right }
    if right.sql == all.sql { return left }
    return .init("((\(left.sql)) AND (\(right.sql)))", left.arguments + right.arguments)
  }

  static func || (left: Predicate, right: Predicate) -> Predicate {
    if left.sql == all.sql || right.sql == none.sql { return left }
    if right.sql == all.sql || left.sql == none.sql { return right }
    return .init("((\(left.sql)) OR (\(right.sql)))", left.arguments + right.arguments)
  }
}
