import FoundationEssentials
import KimAPI

/// A row of one table: a plain Codable value whose properties are the columns.
protocol Record: Codable, Sendable {
  associatedtype Key: Column & Sendable
  /// The table's name as SQL has it.
  static var table: String { get }
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
  /// Which rows a caller may know of; part of every SQL that a caller's words reach.
  static func scope(of caller: Caller) -> Predicate
}

extension Revised {
  var subject: String { id.text }
  static var noun: String { topic.rawValue }
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

  /// A column of municipalities lies in the caller's scope.
  static func municipality(_ column: String, of caller: Caller) -> Predicate {
    guard let municipalities = caller.municipalities else { return .all }
    return .in(column, municipalities)
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
