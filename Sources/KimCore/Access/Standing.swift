import KimAPI

/// A right out of the ordinary: dated, with a reason, ending by itself.
///
/// `subject` is a row's id or, where one stands in for a person, a colleague's; so no foreign key holds it, and a second
/// index finds it for erasure and for what a person may ask. Those that have not ended lie in the roster: they are few, and
/// asking them costs no query.
struct StandingRecord: Record {
  static let table = "standing"
  var id: ID<StandingRecord>
  var staff: ID<Staff>
  var relation: RelationName
  var subject: ID<Standing>
  var since: Timestamp
  var until: Timestamp
  var reason: Sealed<Label>?
}

enum Standing {
  static let schema = [
    """
    CREATE TABLE standing(
      id BLOB PRIMARY KEY CHECK(length(id)=16), staff BLOB NOT NULL REFERENCES staff(id),
      relation TEXT NOT NULL, subject BLOB NOT NULL CHECK(length(subject)=16),
      since INTEGER NOT NULL, until INTEGER NOT NULL, reason BLOB, CHECK(since<until),
      UNIQUE(staff,relation,subject,since)) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX standingSubject ON standing(subject,staff)",
    "CREATE INDEX standingUntil ON standing(until)",
  ]
}

extension Asker {
  /// To what the asker has a running standing of a kind.
  func standing(_ relation: RelationName) -> [Argument] {
    standings.filter { $0.relation == relation && $0.since <= now && $0.until > now }.map(\.subject)
  }
}
