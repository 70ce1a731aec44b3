/// Closes an open case and records why.
public enum CaseClose: WriteMethod {
  public static let name = "case.close"
  public static let permission = Permission.caseWrite
  public static let summary = "Closes an open case and records why."

  public struct Params: Codable, Sendable, Equatable {
    public var id: Named<Case>
    public var ifRev: Int
    public var reason: ClosureReason

    public init(id: Named<Case>, ifRev: Int, reason: ClosureReason) {
      self.id = id
      self.ifRev = ifRev
      self.reason = reason
    }
  }

  public typealias Output = Receipt<Case>
}
