import KimAPI

struct CaseRecord: Staged {
  typealias Root = CaseRecord
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
  /// Which of the client's cases it is, from 1: clocks, and the order of ids with them, may go back.
  var ordinal: Int

  static var isContent: Bool { true }
  var concerned: (client: ID<Client>?, case: ID<Case>?) { (client, id) }

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
}

struct CaseNoteRecord: Record {
  static let table = "caseNote"
  var id: ID<CaseNoteEntry>
  var `case`: ID<Case>
  var at: Timestamp
  var author: ID<Staff>?
  var text: Sealed<LongText>
}
