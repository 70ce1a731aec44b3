/// An open consultation hour of one site on one day (offene Sprechstunde).
public struct Session: Codable, Sendable, Equatable {
  /// Identity.
  public var id: ID<Session>
  /// Revision, from 1.
  public var rev: Int
  /// Where.
  public var site: Ref<Site>
  /// On which day.
  public var date: Day
  /// Where it stands.
  public var state: SessionState
  /// Tickets that wait.
  public var waiting: Int
  /// When it was opened.
  public var openedAt: Timestamp

  /// All fields; what is optional may be left out.
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
