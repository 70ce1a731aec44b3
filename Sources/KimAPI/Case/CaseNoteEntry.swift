/// A note in a case; it is never changed.
public struct CaseNoteEntry: Codable, Sendable, Equatable {
  /// Identity.
  public var id: ID<CaseNoteEntry>
  /// When it was written.
  public var at: Timestamp
  /// Who wrote it.
  public var author: Ref<Staff>?
  /// What was written.
  public var text: Personal<LongText>

  /// All fields; what is optional may be left out.
  public init(
    id: ID<CaseNoteEntry>,
    at: Timestamp,
    author: Ref<Staff>? = nil,
    text: Personal<LongText>
  ) {
    self.id = id
    self.at = at
    self.author = author
    self.text = text
  }
}
