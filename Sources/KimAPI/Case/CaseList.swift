/// Lists cases, the newest first, without anything personal.
public enum CaseList: ReadMethod {
  /// `case.list`.
  public static let name = "case.list"
  /// See ``Permission/caseRead``.
  public static let permission = Permission.caseRead
  /// One sentence.
  public static let summary = "Lists cases, the newest first, without anything personal."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Only in this state.
    public var state: CaseState?
    /// Only of this municipality.
    public var municipality: Slug<Municipality>?
    /// Only of this case manager.
    public var caseManager: Named<Staff>?
    /// Entries a page.
    public var limit: PageLimit?
    /// `next` of the page before.
    public var cursor: Token?

    /// All fields; what is optional may be left out.
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

  /// The newest first.
  public typealias Output = Page<CaseSummary>
}
