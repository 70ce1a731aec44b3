import KimAPI

/// Some changes of the feed, and the number after which to go on.
struct ChangePage: Sendable {
  let seq: Int
  let events: [ChangeEvent]
}

/// Reads the change feed as one caller may see it.
enum ChangeFeed {
  /// The first and the last number that the feed holds; an empty feed begins at 1 and ends at 0.
  static func bounds(_ context: borrowing ReadContext) throws -> (first: Int, last: Int) {
    let first = try context.value(Int.self, "SELECT min(seq) FROM change") ?? 1
    return (first, try context.value(Int.self, "SELECT max(seq) FROM change") ?? 0)
  }

  /// The changes after a number that a peer may know of, worked out with the roles that they have now.
  static func page(
    _ context: borrowing ReadContext,
    after seq: Int,
    topics: [Topic],
    for peer: Peer,
    max: Int
  ) throws -> ChangePage {
    let caller = context.directory.caller(peer)
    let allowed = topics.filter { caller.permissions.contains($0.permission) }
    let topic = Predicate.in("topic", allowed.map(\.rawValue))
    let rows = try context.fetchAll(
      ChangeRecord.self,
      "SELECT * FROM change WHERE seq>? AND \(topic.sql) ORDER BY seq LIMIT ?",
      [seq] + topic.arguments + [max]
    )
    let last = rows.count < max ? try bounds(context).last : rows.last?.seq ?? seq
    let events = try rows.filter { row in
      try row.topic.isKnown(row.subject, to: caller, in: context)
    }
    return ChangePage(seq: Swift.max(seq, last), events: events.map(ChangeEvent.init))
  }
}

extension Caller {
  /// Refuses a topic that no role of the caller reaches.
  func require(_ topic: Topic) throws(Fault) {
    guard permissions.contains(topic.permission) else {
      throw .forbidden("the topic \(topic.rawValue)")
    }
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

  /// The rows that the topic tells of; the organisation is one thing that everybody may see.
  private var record: (any Revised.Type)? {
    switch self {
    case .organisation: nil
    case .staff: StaffRecord.self
    case .client: ClientRecord.self
    case .consent: ConsentRecord.self
    case .case: CaseRecord.self
    case .appointment: AppointmentRecord.self
    case .session: SessionRecord.self
    case .ticket: TicketRecord.self
    case .reminder: ReminderRecord.self
    }
  }

  /// Whether a row lies in the caller's scope.
  func isKnown(
    _ subject: String,
    to caller: Caller,
    in context: borrowing ReadContext
  ) throws -> Bool {
    guard let record else { return true }
    return try Self.isKnown(record, subject, to: caller, in: context)
  }

  private static func isKnown<R: Revised>(
    _ type: R.Type,
    _ subject: String,
    to caller: Caller,
    in context: borrowing ReadContext
  ) throws -> Bool {
    guard let id = R.Key(subject) else { return false }
    let scoped = Predicate("id=?", [id]) && R.scope(of: caller)
    let found = try context.value(
      Int.self,
      "SELECT 1 FROM \(R.table) WHERE \(scoped.sql) LIMIT 1",
      scoped.arguments
    )
    return found != nil
  }
}
