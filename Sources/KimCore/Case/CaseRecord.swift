import KimAPI

struct CaseRecord: Staged {
  static let table = "\"case\""
  static let topic = Topic.case
  var id: ID<Case>
  var rev: Int
  var number: Number<Case>
  var client: ID<Client>
  var state: CaseState
  var municipality: Slug<Municipality>
  var intakeSource: IntakeSource
  var caseManager: ID<Staff>
  var openedAt: Timestamp
  var closedAt: Timestamp?
  var closureReason: ClosureReason?

  private static let open: [CaseState] = [
    .intake, .assessment, .referralCounselling, .accompaniment, .evaluation,
  ]
  static let machine = Machine<CaseState>(
    .begin(CaseOpen.self, to: .intake),
    .by(CaseNote.self, from: open),
    .by(AppointmentBook.self, from: open),
    .by(CaseClose.self, from: open, to: .closed),
    .auto(from: open, to: .closed)
  )

  mutating func enter(at now: Timestamp) {
    if state == .closed { closedAt = now }
  }

  /// Cases of one's municipalities are known to be there; what is in them only to their case manager.
  static func scope(of caller: Caller) -> Predicate {
    .municipality("municipality", of: caller) || own(caller)
  }

  /// One's own cases.
  static func own(_ caller: Caller) -> Predicate {
    guard caller.holds(.caseManager), let staff = caller.staff else { return .none }
    return Predicate("caseManager=?", [staff])
  }

  /// Whether the case is the caller's own.
  func isOwn(of caller: Caller) -> Bool {
    caller.holds(.caseManager) && caller.staff == caseManager
  }
}

struct CaseNoteRecord: Record {
  static let table = "caseNote"
  var id: ID<CaseNoteEntry>
  var `case`: ID<Case>
  var at: Timestamp
  var author: ID<Staff>?
  var text: Sealed<LongText>
}
