/// Adds a note to one's own open case.
public enum CaseNote: WriteMethod {
  /// `case.note`.
  public static let name = "case.note"
  /// See ``Permission/caseWrite``.
  public static let permission = Permission.caseWrite
  /// One sentence.
  public static let summary = "Adds a note to one's own open case."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which case.
    public var id: Named<Case>
    /// The revision that the caller saw, where it matters.
    public var ifRev: Int?
    /// The note.
    public var text: Personal<LongText>

    /// All fields; what is optional may be left out.
    public init(id: Named<Case>, ifRev: Int? = nil, text: Personal<LongText>) {
      self.id = id
      self.ifRev = ifRev
      self.text = text
    }
  }

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Identity of the note.
    public var id: ID<CaseNoteEntry>
    /// The case.
    public var `case`: ID<Case>
    /// The case's new revision.
    public var rev: Int

    /// All fields; what is optional may be left out.
    public init(id: ID<CaseNoteEntry>, `case`: ID<Case>, rev: Int) {
      self.id = id
      self.`case` = `case`
      self.rev = rev
    }
  }
}
