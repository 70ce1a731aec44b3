/// Shows a case, in full where it is one's own.
public enum CaseShow: ReadMethod {
  /// `case.show`.
  public static let name = "case.show"
  /// See ``Permission/caseRead``.
  public static let permission = Permission.caseRead
  /// One sentence.
  public static let summary = "Shows a case, in full where it is one's own."

  /// Which.
  public typealias Params = Which<Case>
  /// The case.
  public typealias Output = Case
}
