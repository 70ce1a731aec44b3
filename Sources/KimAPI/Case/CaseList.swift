/// Lists cases, the newest first, without anything personal.
public enum CaseList: ReadMethod {
  public static let name = "case.list"
  public static let permission = Permission.caseRead
  public static let summary = "Lists cases, the newest first, without anything personal."

  public struct Params: Codable, Sendable, Equatable {
    public var state: CaseState?
    public var municipality: Slug<Municipality>?
    /// Only of this case manager.
    public var caseManager: Named<Staff>?
    public var limit: PageLimit?
    public var cursor: Token?

    public init(
      state: CaseState? = nil,
      municipality: Slug<Municipality>? = nil,
      caseManager: Named<Staff>? = nil,
      limit: PageLimit? = nil,
      cursor: Token? = nil
    ) {
      self.state = state
      self.municipality = municipality
      self.caseManager = caseManager
      self.limit = limit
      self.cursor = cursor
    }
  }

  public typealias Output = Page<CaseSummary>
}
