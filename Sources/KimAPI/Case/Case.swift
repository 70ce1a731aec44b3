/// A case (Fall): one client, from intake to closure.
public struct Case: Codable, Sendable, Equatable {
  public var id: ID<Case>
  /// The number that people say, `KIM-2026-0042-3`.
  public var number: Number<Case>
  public var rev: Int
  public var state: CaseState
  public var sight: Sight
  /// Whose; only in the full view.
  public var client: Ref<Client>?
  /// Where it was opened.
  public var municipality: Ref<Municipality>
  /// How the client came; pseudonymised, too.
  public var intakeSource: IntakeSource?
  /// Who accompanies the client.
  public var caseManager: Ref<Staff>
  /// When it was opened.
  public var openedAt: Timestamp
  /// When it was closed.
  public var closedAt: Timestamp?
  /// Why it was closed; pseudonymised, too.
  public var closureReason: ClosureReason?
  /// The notes, the oldest first, at most the last 100; only in the full view.
  public var notes: [CaseNoteEntry]

  public init(
    id: ID<Case>,
    number: Number<Case>,
    rev: Int,
    state: CaseState,
    sight: Sight,
    client: Ref<Client>? = nil,
    municipality: Ref<Municipality>,
    intakeSource: IntakeSource? = nil,
    caseManager: Ref<Staff>,
    openedAt: Timestamp,
    closedAt: Timestamp? = nil,
    closureReason: ClosureReason? = nil,
    notes: [CaseNoteEntry]
  ) {
    self.id = id
    self.number = number
    self.rev = rev
    self.state = state
    self.sight = sight
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

extension Case: Sighted {
  /// What is no content: that the case is there, where it stands and whose it is; pseudonymised also how it began and ended.
  public static func shows(_ field: String, at sight: Sight) -> Bool {
    switch field {
    case "id", "number", "rev", "state", "sight", "municipality", "caseManager", "openedAt",
      "closedAt":
      true
    case "intakeSource", "closureReason": sight >= .pseudonymised
    default: false
    }
  }
}
