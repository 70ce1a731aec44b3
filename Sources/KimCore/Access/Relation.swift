import KimAPI

/// A way in which somebody stands to a row, with what it gives.
///
/// Relations only add: the best sight of all that hold reads, the first that may change changes.
struct Relation {
  let name: RelationName
  let sight: Sight
  let mayChange: Bool
  let way: Way

  /// When it holds.
  enum Way {
    /// For every row.
    case everywhere
    /// Where a column holds one of these: such a relation drives lists, each value a walk through an index.
    case equal(String, [Argument])
    /// Under any other condition over the row; it drives no list.
    case condition(Predicate)
  }

  init(_ name: RelationName, _ sight: Sight, changes: Bool = false, _ way: Way) {
    self.name = name
    self.sight = sight
    mayChange = changes
    self.way = way
  }

  /// The relation as a condition over a row of a table.
  func condition(over table: String) -> Predicate {
    switch way {
    case .everywhere: .all
    case .equal(let column, let values): .in("\(table).\(column)", values)
    case .condition(let predicate): predicate
    }
  }
}

/// A table whose rows people stand in relations to.
protocol Rooted: Record {
  /// The strongest first; roles are asked for here and nowhere else.
  static func relations(of asker: Asker, _ roster: Roster) -> [Relation]
}

/// The relations of a table as the caller stands to them, ready to be asked.
struct Access {
  private let ties: [(relation: Relation, condition: Predicate)]

  init<R: Rooted>(_ type: R.Type, _ asker: Asker, _ roster: Roster) {
    ties = R.relations(of: asker, roster).map { ($0, $0.condition(over: R.table)) }
      .filter { $0.1.sql != Predicate.none.sql }
  }

  var relations: [Relation] { ties.map(\.relation) }

  /// A bit for each relation that holds: the best sight and the right to change may come from two of them.
  var mask: Predicate {
    // CASE, since not every engine counts truth as a number.
    ties.enumerated().reduce(Predicate("0")) { mask, tie in
      let condition = tie.element.condition
      return Predicate(
        "\(mask.sql)+CASE WHEN \(condition.sql) THEN \(1 << tie.offset) ELSE 0 END",
        mask.arguments + condition.arguments
      )
    }
  }

  /// The place of the first relation that holds; NULL where none does.
  var first: Predicate {
    guard !ties.isEmpty else { return Predicate("NULL") }
    let cases = ties.enumerated().map { "WHEN \($0.element.condition.sql) THEN \($0.offset)" }
    return Predicate(
      "CASE \(cases.joined(separator: " ")) END",
      ties.flatMap(\.condition.arguments)
    )
  }

  /// Rows to which at least one relation holds that gives a sight.
  func scope(atLeast sight: Sight = .existence) -> Predicate {
    let wanted = ties.filter { $0.relation.sight >= sight }.map(\.condition)
    // The shortest is the cheapest to ask, and where it holds the rest is not asked.
    return wanted.sorted { $0.sql.utf8.count < $1.sql.utf8.count }.reduce(.none, ||)
  }

  /// The relations whose bits are set.
  func held(_ mask: Int) -> [Relation] {
    ties.enumerated().filter { mask & 1 << $0.offset != 0 }.map(\.element.relation)
  }
}

/// A row with the relations in which the asker stands to it; at least one.
struct Seen<Row: Revised> {
  let row: Row
  let relations: [Relation]

  /// The best sight of all that hold.
  var sight: Sight { relations.map(\.sight).max() ?? .existence }
  /// What gives that sight.
  var reading: RelationName? { relations.first { $0.sight == sight }?.name }
  /// What lets the asker change it; nil where nothing does.
  var changing: RelationName? { relations.first(where: Row.mayChange)?.name }
}
