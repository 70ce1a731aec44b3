/// Shows a case, in full where it is one's own.
public enum CaseShow: ReadMethod {
  public static let name = "case.show"
  public static let permission = Permission.caseRead
  public static let summary = "Shows a case, in full where it is one's own."
  public typealias Params = Which<Case>
  public typealias Output = Case
}
