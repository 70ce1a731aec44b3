/// Params of a step of one ticket.
public struct TicketStep: Codable, Sendable, Equatable {
  /// Which.
  public var id: ID<Ticket>
  /// The revision that the caller saw, where it matters.
  public var ifRev: Int?

  /// All fields; what is optional may be left out.
  public init(id: ID<Ticket>, ifRev: Int? = nil) {
    self.id = id
    self.ifRev = ifRev
  }
}
