import KimAPI

extension StoreContext where Self: ~Copyable {
  /// The session that a caller names by its id or by its site; exactly one of the two must be said.
  ///
  /// A site stands for its one session of today in the state that a method is for, else for the only one that is not
  /// settled, whose machine then says what it takes.
  borrowing func session(
    _ id: ID<Session>?,
    at site: Slug<Site>?,
    in state: SessionState = .open
  ) throws -> SessionRecord {
    switch (id, site) {
    case (let id?, nil):
      let seen = try find(SessionRecord.self, seen: Predicate("session.id=?", [id]))
      trail.relation(seen.reading)
      return seen.row
    case (nil, let site?): return try session(ofToday: try self.site(site).id, in: state)
    default: throw Fault.invalidValue("site", "name either the session or its site")
    }
  }

  private borrowing func session(
    ofToday site: Slug<Site>,
    in state: SessionState
  ) throws -> SessionRecord {
    let live = try liveSessions(of: site)
    let wanted = live.filter { $0.state == state }
    let named = wanted.isEmpty ? live : wanted
    guard let first = named.first else { throw Fault.notFound(SessionRecord.noun) }
    guard named.count == 1 else {
      throw Fault.invalidValue("site", "\(named.count) sessions are \(first.state): name one by id")
    }
    return first
  }

  /// The sessions of a site that are not settled today.
  borrowing func liveSessions(of site: Slug<Site>) throws -> [SessionRecord] {
    try fetchAll(
      SessionRecord.self,
      "SELECT * FROM session WHERE site=? AND date=? AND state<>'settled' ORDER BY id LIMIT 100",
      [site, OfficeZone.local(now).day]
    )
  }
}
