/// A case in a list: nothing personal.
public struct CaseSummary: Codable, Sendable, Equatable {
  /// Identity.
  public var id: ID<Case>
  /// The number that people say.
  public var number: Number<Case>
  /// Revision.
  public var rev: Int
  /// Where it stands.
  public var state: CaseState
  /// Where it was opened.
  public var municipality: Ref<Municipality>
  /// Who accompanies the client.
  public var caseManager: Ref<Staff>
  /// When it was opened.
  public var openedAt: Timestamp
  /// When it was closed.
  public var closedAt: Timestamp?

  /// All fields; what is optional may be left out.
  public init(
    id: ID<Case>,
    number: Number<Case>,
    rev: Int,
    state: CaseState,
    municipality: Ref<Municipality>,
    caseManager: Ref<Staff>,
    openedAt: Timestamp,
    closedAt: Timestamp? = nil
  ) {
    self.id = id
    self.number = number
    self.rev = rev
    self.state = state
    self.municipality = municipality
    self.caseManager = caseManager
    self.openedAt = openedAt
    self.closedAt = closedAt
  }
}
