import KimAPI

/// A table that is listed under relations and filters, each way from an index in its order.
protocol Listed: Revised, Rooted where Root == Self {
  /// The ways through its indexes; the first that serves a relation and the filters is gone.
  static var lanes: [Lane] { get }
  /// Every value that a column of a lane may hold; a filter that is missing is spread over them.
  static func values(of column: String, _ roster: Roster) -> [Argument]
}

/// A way through an index that ends in the order of the list.
struct Lane {
  /// The columns of the index before those of the order.
  let columns: [String]
  /// Columns that may be asked for beside them, looked at row by row: nearly all rows fit, or they are few.
  var rest: [String] = []
  /// Columns without which this way is not gone.
  var needs: Set<String> = []

  fileprivate func serves(_ asked: Set<String>) -> Bool {
    needs.isSubset(of: asked) && asked.isSubset(of: columns + rest)
  }
}

extension StoreContext where Self: ~Copyable {
  /// The conditions under which somebody's list is read, each a walk through one index: one for each relation and each
  /// value of what it, a filter or the lane leaves open.
  ///
  /// They may overlap: making them disjoint would mean to walk over what the others hold.
  borrowing func branches<R: Listed>(
    _ type: R.Type,
    _ filters: [String: (any Column)?]
  ) -> [Predicate] {
    let filters = filters.compactMapValues(\.self)
    let columns = Set(filters.keys)
    return access(to: type).relations.flatMap { relation -> [Predicate] in
      guard columns.allSatisfy({ R.shows($0, at: relation.sight) }) else { return [] }
      switch relation.way {
      case .condition: return []
      case .everywhere: return spread(type, filters)
      case .equal(let column, let values):
        return values.filter { value in filters[column].map { $0.column == value.column } ?? true }
          .flatMap { spread(type, filters.merging([column: $0]) { $1 }) }
      }
    }
  }

  private borrowing func spread<R: Listed>(
    _ type: R.Type,
    _ equal: [String: Argument]
  ) -> [Predicate] {
    let asked = Set(equal.keys)
    guard let lane = R.lanes.first(where: { $0.serves(asked) }) else {
      preconditionFailure("no index of \(R.table) serves \(asked.sorted())")
    }
    var rows: [[Argument]] = [[]]
    for column in lane.columns {
      let values = equal[column].map { [$0] } ?? R.values(of: column, roster)
      rows = rows.flatMap { row in values.map { row + [$0] } }
    }
    let rest = lane.rest.filter { equal[$0] != nil }
    let terms = (lane.columns + rest).map { "\(R.table).\($0)=?" }
    let sql = terms.isEmpty ? Predicate.all.sql : terms.joined(separator: " AND ")
    return rows.map { Predicate(sql, $0 + rest.compactMap { equal[$0] }) }
  }
}
