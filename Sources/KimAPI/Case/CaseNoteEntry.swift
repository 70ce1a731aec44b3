/// A note in a case; it is never changed.
public struct CaseNoteEntry: Codable, Sendable, Equatable {
  public var id: ID<CaseNoteEntry>
  /// When it was written.
  public var at: Timestamp
  /// Who wrote it.
  public var author: Ref<Staff>?
  public var text: Personal<LongText>

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
