/// Params of a step of one session.
public struct SessionStep: Codable, Sendable, Equatable {
  /// Which; exactly one of it and `site`.
  public var id: ID<Session>?
  /// The site whose session stands where the step begins; there must be one alone.
  public var site: Slug<Site>?
  /// The revision that the caller saw, where it matters.
  public var ifRev: Int?

  public init(id: ID<Session>? = nil, site: Slug<Site>? = nil, ifRev: Int? = nil) {
    self.id = id
    self.site = site
    self.ifRev = ifRev
  }
}
