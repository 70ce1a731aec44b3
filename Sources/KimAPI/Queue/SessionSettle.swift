/// Ends a closed session; what still waits expires and is counted.
public enum SessionSettle: WriteMethod {
  public static let name = "session.settle"
  public static let permission = Permission.queueWrite
  public static let summary = "Ends a closed session; what still waits expires and is counted."
  public typealias Params = SessionStep

  public struct Output: Codable, Sendable, Equatable {
    public var id: ID<Session>
    public var rev: Int
    public var state: SessionState
    /// Tickets that were never served.
    public var expired: Int

    public init(id: ID<Session>, rev: Int, state: SessionState, expired: Int) {
      self.id = id
      self.rev = rev
      self.state = state
      self.expired = expired
    }
  }
}
