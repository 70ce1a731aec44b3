/// Shows a case, in full where it is one's own.
public enum CaseShow: ReadMethod {
  /// `case.show`.
  public static let name = "case.show"
  /// See ``Permission/caseRead``.
  public static let permission = Permission.caseRead
  /// One sentence.
  public static let summary = "Shows a case, in full where it is one's own."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which, by id.
    public var id: ID<Case>?
    /// Which, by number.
    public var number: Number<Case>?

    /// All fields; what is optional may be left out.
    public init(id: ID<Case>? = nil, number: Number<Case>? = nil) {
      self.id = id
      self.number = number
    }
  }

  /// The case.
  public typealias Output = Case
}
