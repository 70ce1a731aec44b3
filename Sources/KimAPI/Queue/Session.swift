/// An open consultation hour of one site on one day (offene Sprechstunde).
public struct Session: Codable, Sendable, Equatable {
  public var id: ID<Session>
  public var rev: Int
  public var site: Ref<Site>
  /// On which day.
  public var date: Day
  public var state: SessionState
  /// Tickets that wait.
  public var waiting: Int
  public var openedAt: Timestamp

  public init(
    id: ID<Session>,
    rev: Int,
    site: Ref<Site>,
    date: Day,
    state: SessionState,
    waiting: Int,
    openedAt: Timestamp
  ) {
    self.id = id
    self.rev = rev
    self.site = site
    self.date = date
    self.state = state
    self.waiting = waiting
    self.openedAt = openedAt
  }
}
