import KimAPI

/// Every machine there is, by the noun of its thing.
enum Machines {
  static let all: [MachineTable] = [
    .init(AppointmentRecord.self), .init(CaseRecord.self), .init(ConsentRecord.self),
    .init(ReminderRecord.self), .init(SessionRecord.self), .init(TicketRecord.self),
  ]
}

/// A machine in words.
struct MachineTable: Sendable {
  struct Row: Sendable {
    let method: String?
    let from: [String]
    let to: [String]
  }

  /// The thing, as the methods' names have it.
  let noun: String
  let states: [String]
  let rows: [Row]

  init<R: Staged>(_ type: R.Type) {
    noun = R.noun
    states = R.State.allCases.map(\.rawValue)
    rows = R.machine.steps.map { step in
      Row(method: step.method, from: step.from.map(\.rawValue), to: step.to.map(\.rawValue))
    }
  }

  /// The table as the reference page shows it (Markdown).
  var reference: [String] {
    func states(_ words: [String], _ none: String) -> String {
      words.isEmpty ? none : words.map { "`\($0)`" }.joined(separator: ", ")
    }
    let lines = rows.map { row in
      let method = row.method.map { "`\($0)`" } ?? "*by itself*"
      return "| \(method) | \(states(row.from, "–")) | \(states(row.to, "as it is")) |"
    }
    return ["", "| step | from | to |", "|---|---|---|"] + lines
  }
}
