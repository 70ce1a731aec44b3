/// A case in a list: nothing personal.
public struct CaseSummary: Codable, Sendable, Equatable {
  public var id: ID<Case>
  public var number: Number<Case>
  public var rev: Int
  public var state: CaseState
  public var municipality: Ref<Municipality>
  public var caseManager: Ref<Staff>
  public var openedAt: Timestamp
  public var closedAt: Timestamp?

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
