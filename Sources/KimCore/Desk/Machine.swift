import KimAPI

/// The steps of a thing as a table: which method leads from which states to which.
///
/// Refusals, what is possible next, the reference page and the test of all pairs are read off it.
struct Machine<State: RawRepresentable<String> & CaseIterable & Hashable & Sendable>: Sendable {
  struct Step: Sendable {
    /// Nil: the step comes by itself, with time or with a step of another thing.
    let method: String?
    /// Empty: the thing begins with it.
    let from: [State]
    /// Empty: the state stays; of several the handler chooses, else it is the first.
    let to: [State]
  }

  let steps: [Step]

  init(_ steps: Step...) { self.steps = steps }

  /// The methods that a state takes.
  func allowed(in state: State) -> [String] {
    steps.filter { $0.from.contains(state) }.compactMap(\.method)
  }

  /// What is told where a method finds a state that does not take it.
  func refusal(in state: State) -> Fault {
    .invalidState(state.rawValue, allowed: allowed(in: state))
  }

  /// The step of a method from a state, or the refusal.
  func step<M: WriteMethod>(_ method: M.Type, from state: State) throws(Fault) -> Step {
    let step = steps.first { $0.method == M.name && $0.from.contains(state) }
    guard let step else { throw refusal(in: state) }
    return step
  }

  /// Whether a step comes by itself.
  func passes(from: State, to: State) -> Bool {
    steps.contains { $0.method == nil && $0.from.contains(from) && $0.to.contains(to) }
  }
}

extension Machine.Step {
  static func begin<M: WriteMethod>(_ method: M.Type, to state: State) -> Self {
    .init(method: M.name, from: [], to: [state])
  }

  static func by<M: WriteMethod>(_ method: M.Type, from: [State], to: State...) -> Self {
    .init(method: M.name, from: from, to: to)
  }

  static func auto(from: [State], to: State...) -> Self { .init(method: nil, from: from, to: to) }
}

/// A row that goes from state to state by the table of its machine, and in no other way.
protocol Staged: Revised {
  associatedtype State: RawRepresentable<String> & CaseIterable & Hashable & Sendable
  var state: State { get set }
  static var machine: Machine<State> { get }
  /// Sets what the state that was just taken brings with it in the row itself.
  mutating func enter(at now: Timestamp)
  /// Does what follows from the state that was just taken for other rows.
  func follow(in context: inout WriteContext) throws
}

extension Staged {
  mutating func enter(at now: Timestamp) {}
  func follow(in context: inout WriteContext) throws {}

  /// Refuses a method that the state does not take.
  func check<M: WriteMethod>(takes method: M.Type) throws(Fault) {
    _ = try Self.machine.step(method, from: state)
  }
}

extension Receipt {
  init<R: Staged>(_ row: R) where R.Key == ID<Of>, R.State == Of.State {
    self.init(id: row.id, rev: row.rev, state: row.state)
  }
}

extension WriteContext {
  /// One step of a row that the caller names: access, revision, table, what goes with it, and the receipt.
  ///
  /// The closure sees the row in its old state: what it throws is a guard beyond the table.
  mutating func step<M: WriteMethod, R: Staged, Of: Stateful & Numbered & Nameable>(
    _ method: M.Type,
    of type: R.Type,
    _ name: Named<Of>,
    ifRev: Int? = nil,
    _ change: (inout R, borrowing WriteContext) throws -> Void = { _, _ in }
  ) throws -> Receipt<Of>
  where R.Key == ID<Of>, R.State == Of.State, Of.Key == ID<Of>, Of.Name == Number<Of> {
    Receipt(try step(method, self.change(type, name, ifRev: ifRev), change))
  }

  /// One step of a row that has nothing but an id.
  mutating func step<M: WriteMethod, R: Staged, Of: Stateful>(
    _ method: M.Type,
    of type: R.Type,
    _ id: ID<Of>,
    ifRev: Int? = nil,
    _ change: (inout R, borrowing WriteContext) throws -> Void = { _, _ in }
  ) throws -> Receipt<Of> where R.Key == ID<Of>, R.State == Of.State {
    Receipt(try step(method, self.change(type, id, ifRev: ifRev), change))
  }

  /// One step of a row at hand.
  @discardableResult
  mutating func step<M: WriteMethod, R: Staged>(
    _ method: M.Type,
    _ old: R,
    _ change: (inout R, borrowing WriteContext) throws -> Void = { _, _ in }
  ) throws -> R {
    let targets = try R.machine.step(method, from: old.state).to
    var row = old
    try change(&row, self)
    if row.state == old.state { row.state = targets.first ?? old.state }
    guard row.state == old.state || targets.contains(row.state) else {
      throw Fault(.internal, "\(M.name) leads to \(row.state.rawValue)")
    }
    return try take(row, from: old)
  }

  /// A step that comes by itself, with time or with a step of another row.
  @discardableResult
  mutating func pass<R: Staged>(
    _ old: R,
    to state: R.State,
    _ change: (inout R) -> Void = { _ in }
  ) throws -> R {
    guard R.machine.passes(from: old.state, to: state) else {
      throw Fault(.internal, "\(R.noun) does not pass to \(state.rawValue) by itself")
    }
    var row = old
    row.state = state
    change(&row)
    return try take(row, from: old)
  }

  private mutating func take<R: Staged>(_ taken: R, from old: R) throws -> R {
    var row = taken
    row.enter(at: now)
    try update(&row, from: old)
    try row.follow(in: &self)
    return row
  }
}
