/// Lists what happened to a case and what hangs on it, the newest first.
public enum CaseHistory: ReadMethod {
  /// `case.history`.
  public static let name = "case.history"
  /// See ``Permission/caseRead``.
  public static let permission = Permission.caseRead
  /// One sentence.
  public static let summary =
    "Lists what happened to a case and what hangs on it, the newest first."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which, by id.
    public var id: Named<Case>?
    /// Which, by number.
    public var number: Number<Case>?
    /// Entries a page.
    public var limit: PageLimit?
    /// `next` of the page before.
    public var cursor: Token?

    /// All fields; what is optional may be left out.
    public init(
      id: Named<Case>? = nil,
      number: Number<Case>? = nil,
      limit: PageLimit? = nil,
      cursor: Token? = nil
    ) {
      self.id = id
      self.number = number
      self.limit = limit
      self.cursor = cursor
    }
  }

  /// The newest first.
  public typealias Output = Page<CaseEvent>
}
