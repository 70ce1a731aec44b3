/// A case (Fall): one client, from intake to closure.
public struct Case: Codable, Sendable, Equatable {
  /// Identity.
  public var id: ID<Case>
  /// The number that people say, `KIM-2026-0042-3`.
  public var number: Number<Case>
  /// Revision, from 1.
  public var rev: Int
  /// Where it stands.
  public var state: CaseState
  /// How much of it the caller sees.
  public var view: CaseView
  /// Whose; only in the full view.
  public var client: ID<Client>?
  /// Where it was opened.
  public var municipality: Slug<Municipality>
  /// How the client came; only in the full view.
  public var intakeSource: IntakeSource?
  /// Who accompanies the client.
  public var caseManager: ID<Staff>
  /// When it was opened.
  public var openedAt: Timestamp
  /// When it was closed.
  public var closedAt: Timestamp?
  /// Why it was closed; only in the full view.
  public var closureReason: ClosureReason?
  /// The notes, the oldest first, at most the last 100; only in the full view.
  public var notes: [CaseNoteEntry]

  /// All fields; what is optional may be left out.
  public init(
    id: ID<Case>,
    number: Number<Case>,
    rev: Int,
    state: CaseState,
    view: CaseView,
    client: ID<Client>? = nil,
    municipality: Slug<Municipality>,
    intakeSource: IntakeSource? = nil,
    caseManager: ID<Staff>,
    openedAt: Timestamp,
    closedAt: Timestamp? = nil,
    closureReason: ClosureReason? = nil,
    notes: [CaseNoteEntry]
  ) {
    self.id = id
    self.number = number
    self.rev = rev
    self.state = state
    self.view = view
    self.client = client
    self.municipality = municipality
    self.intakeSource = intakeSource
    self.caseManager = caseManager
    self.openedAt = openedAt
    self.closedAt = closedAt
    self.closureReason = closureReason
    self.notes = notes
  }
}
