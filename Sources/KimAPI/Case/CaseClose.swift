/// Closes an open case and records why.
public enum CaseClose: WriteMethod {
  /// `case.close`.
  public static let name = "case.close"
  /// See ``Permission/caseWrite``.
  public static let permission = Permission.caseWrite
  /// One sentence.
  public static let summary = "Closes an open case and records why."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which.
    public var id: Named<Case>
    /// The revision that the caller saw.
    public var ifRev: Int
    /// Why.
    public var reason: ClosureReason

    /// All fields; what is optional may be left out.
    public init(id: Named<Case>, ifRev: Int, reason: ClosureReason) {
      self.id = id
      self.ifRev = ifRev
      self.reason = reason
    }
  }

  /// `closed`.
  public typealias Output = Receipt<Case>
}
