/// Lists what happened to a case and what hangs on it, the newest first.
public enum CaseHistory: ReadMethod {
  public static let name = "case.history"
  public static let permission = Permission.caseRead
  public static let summary =
    "Lists what happened to a case and what hangs on it, the newest first."

  public struct Params: Codable, Sendable, Equatable {
    public var id: Named<Case>?
    public var number: Number<Case>?
    public var limit: PageLimit?
    public var cursor: Token?

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

  public typealias Output = Page<CaseEvent>
}
