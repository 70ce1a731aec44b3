import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Every state of every machine against every method, through the real desk (domain INV-01).
@Suite("The machines", .timeLimit(.minutes(3)))
struct MachineTests {
  /// A thing in one of its states.
  struct Situation: CustomTestStringConvertible {
    let table: MachineTable
    let state: String
    var testDescription: String { "\(table.noun) \(state)" }

    /// The rows that the state takes.
    var rows: [MachineTable.Row] { table.rows.filter { $0.from.contains(state) } }
    var allowed: [String] { rows.compactMap(\.method) }
    /// The methods of the table that are asked of a thing that is there.
    var methods: Set<String> {
      Set(table.rows.filter { !$0.from.isEmpty }.compactMap(\.method))
    }

    static let all = Machines.all.flatMap { table in
      table.states.map { Situation(table: table, state: $0) }
    }
  }

  @Test(arguments: Situation.all)
  func aMethodOutsideTheTableIsRefusedWithTheMethodsInIt(_ situation: Situation) async throws {
    try await Office.open { office in
      // Given a thing in a state,
      let stage = try await Stage(office, situation.table.noun)
      try await stage.bring(to: situation.state)
      // when it is asked for what its state does not take,
      for method in situation.methods.subtracting(situation.allowed).sorted() {
        let refused = try await fault { try await stage.ask(method) }
        // then the refusal names exactly what it takes; a method that chooses the thing itself leaves it alone.
        if Stage.choosing.contains(method) {
          #expect(refused?.kind != .internal, "\(method): \(String(describing: refused))")
        } else {
          let wanted = Fault.invalidState(situation.state, allowed: situation.allowed)
          #expect(refused == wanted, "\(method): \(String(describing: refused))")
        }
      }
      // And nothing of it changed the thing.
      #expect(try await stage.state() == situation.state)
    }
  }

  @Test(arguments: Situation.all)
  func aMethodInTheTableLeadsWhereItSays(_ situation: Situation) async throws {
    for row in situation.rows {
      guard let method = row.method else { continue }
      try await Office.open { office in
        // Given a thing in a state, when it is asked for what its state takes,
        let stage = try await Stage(office, situation.table.noun)
        try await stage.bring(to: situation.state)
        let refused = try await fault { try await stage.ask(method) }
        // then it goes where the table says, or a guard beyond the table refuses it.
        #expect(refused?.kind != .invalidState, "\(method): \(String(describing: refused))")
        let targets = refused == nil && !row.to.isEmpty ? row.to : [situation.state]
        #expect(try await targets.contains(stage.state()), "\(method)")
      }
    }
  }

  @Test func everyStateStandsInItsTable() {
    for table in Machines.all {
      let reached = Set(table.rows.flatMap { $0.from + $0.to })
      #expect(Set(table.states) == reached, "\(table.noun)")
      #expect(table.rows.contains { $0.from.isEmpty }, "\(table.noun) begins nowhere")
    }
  }

  @Test func everyWritingMethodOfANounStandsInItsTable() {
    for table in Machines.all {
      let methods = Catalog.methods.filter {
        $0 is any WriteMethod.Type && $0.name.hasPrefix(table.noun + ".")
      }
      let known = Set(table.rows.compactMap(\.method))
      #expect(Set(methods.map { $0.name }).subtracting(known) == [], "\(table.noun)")
    }
  }

  @Test func theReferencePageShowsEveryTable() {
    let lines = CatalogDocument.reference
    for table in Machines.all {
      #expect(lines.contains("## \(table.noun)\n" + table.reference.joined(separator: "\n")))
    }
  }
}
