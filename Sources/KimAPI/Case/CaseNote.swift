/// Adds a note to one's own open case.
public enum CaseNote: WriteMethod {
  public static let name = "case.note"
  public static let permission = Permission.caseWrite
  public static let summary = "Adds a note to one's own open case."

  public struct Params: Codable, Sendable, Equatable {
    public var id: Named<Case>
    /// The revision that the caller saw, where it matters.
    public var ifRev: Int?
    public var text: Personal<LongText>

    public init(id: Named<Case>, ifRev: Int? = nil, text: Personal<LongText>) {
      self.id = id
      self.ifRev = ifRev
      self.text = text
    }
  }

  public struct Output: Codable, Sendable, Equatable {
    public var id: ID<CaseNoteEntry>
    public var `case`: ID<Case>
    /// The case's new revision.
    public var rev: Int

    public init(id: ID<CaseNoteEntry>, `case`: ID<Case>, rev: Int) {
      self.id = id
      self.`case` = `case`
      self.rev = rev
    }
  }
}
