/// Params of a step of one ticket.
public struct TicketStep: Codable, Sendable, Equatable {
  /// Which, by id, or by its number of today at `site`.
  public var id: Named<Ticket>
  /// At which site the number was issued; needless where the caller works at one alone.
  public var site: Slug<Site>?
  /// The revision that the caller saw, where it matters.
  public var ifRev: Int?

  public init(id: Named<Ticket>, site: Slug<Site>? = nil, ifRev: Int? = nil) {
    self.id = id
    self.site = site
    self.ifRev = ifRev
  }
}
