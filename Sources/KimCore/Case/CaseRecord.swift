import KimAPI

struct CaseRecord: Revised {
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

  static var isContent: Bool { true }
  var concerned: (client: ID<Client>?, case: ID<Case>?) { (client, id) }
}

struct CaseNoteRecord: Record {
  static let table = "caseNote"
  var id: ID<CaseNoteEntry>
  var `case`: ID<Case>
  var at: Timestamp
  var author: ID<Staff>?
  var text: Sealed<LongText>
}
