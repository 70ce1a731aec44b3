import FoundationEssentials

/// A value of a column, whichever engine holds it.
enum Value: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case bytes(Data)
}

/// A type whose values lie in a column.
protocol Column {
  /// The value as it lies in its column.
  var column: Value { get }
  /// Reads a value; nil where the column holds something else.
  init?(column: Value)
}

extension Value: Column {
  var column: Value { self }
  init?(column: Value) { self = column }
}

/// What a handler may hand to a statement: always bound, never part of the SQL.
typealias Argument = any Column
