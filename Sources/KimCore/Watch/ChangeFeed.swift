import KimAPI

/// Some changes of the feed, and the number after which to go on.
struct ChangePage: Sendable {
  let seq: Int
  let events: [ChangeEvent]
}

/// Reads the change feed as one caller may see it: the audit entries of writes.
enum ChangeFeed {
  /// The first and the last number that the feed holds; an empty feed begins at 1 and ends at 0.
  static func bounds(_ context: borrowing ReadContext) throws -> (first: Int, last: Int) {
    let first = try context.value(Int.self, "SELECT min(seq) FROM audit") ?? 1
    return (first, try context.value(Int.self, "SELECT max(seq) FROM audit") ?? 0)
  }

  /// What a peer may know of among some entries after a number, worked out with the roles that they have now.
  static func page(
    _ context: borrowing ReadContext,
    after seq: Int,
    topics: [Topic],
    for peer: Peer,
    max: Int
  ) throws -> ChangePage {
    let caller = context.roster.caller(peer)
    let allowed = topics.filter { caller.may($0.permission) }
    let rows = try context.fetchAll(
      AuditRecord.self,
      "SELECT * FROM audit WHERE seq>? ORDER BY seq LIMIT ?",
      [seq, max]
    )
    let events = try rows.compactMap { row -> ChangeEvent? in
      guard row.action == .write, let topic = row.subjectKind.flatMap({ Topic(rawValue: $0) }),
        allowed.contains(topic), var event = ChangeEvent(row, topic)
      else { return nil }
      let asker = context.roster.asker(peer, topic.permission, at: context.now)
      guard let shown = try topic.fields(event.fields, of: event.id, to: asker, in: context) else {
        return nil
      }
      event.fields = shown
      return event
    }
    return ChangePage(seq: rows.last.map { Int($0.seq) } ?? seq, events: events)
  }
}

extension ChangeEvent {
  fileprivate init?(_ row: AuditRecord, _ topic: Topic) {
    guard let op = row.op, let subject = row.subject, let rev = row.rev else { return nil }
    self.init(
      seq: Int(row.seq),
      topic: topic,
      op: op,
      id: subject,
      rev: rev,
      fields: row.fields.split(separator: ",").map(String.init)
    )
  }
}

extension Caller {
  /// Refuses a topic that no role of the caller reaches.
  func require(_ topic: Topic) throws(Fault) {
    guard may(topic.permission) else { throw .forbidden("the topic \(topic.rawValue)") }
  }
}

extension Topic {
  /// What a caller needs to watch the topic.
  var permission: Permission {
    switch self {
    case .organisation: .organisationRead
    case .staff: .staffRead
    case .client: .clientRead
    case .consent: .consentRead
    case .case: .caseRead
    case .appointment: .appointmentRead
    case .session, .ticket: .queueRead
    case .reminder: .reminderRead
    }
  }

  /// Which of some changed fields of a row the asker may know of; nil where not even that it changed.
  ///
  /// The organisation is one thing that everybody may see. Of a client more than the existence is needed: a change of
  /// somebody who is only known to be there is no news to tell.
  fileprivate func fields(
    _ fields: [String],
    of subject: String,
    to asker: Asker,
    in context: borrowing ReadContext
  ) throws -> [String]? {
    guard let record = Tables.record(of: self) else { return fields }
    return try Self.fields(fields, of: record, subject, to: asker, in: context)
  }

  private static func fields<R: Revised>(
    _ fields: [String],
    of type: R.Type,
    _ subject: String,
    to asker: Asker,
    in context: borrowing ReadContext
  ) throws -> [String]? {
    guard let id = R.Key(subject) else { return nil }
    let asking = context.asking(as: asker)
    if try asking.knows(R.self, id, atLeast: .full) { return fields }
    guard try asking.knows(R.self, id, atLeast: R.told) else { return nil }
    return fields.filter { R.shows($0, at: R.told) }
  }
}
