import KimAPI

struct SessionRecord: Revised {
  typealias Root = SessionRecord
  static let table = "session"
  static let topic = Topic.session
  var id: ID<Session>
  var rev: Int
  var site: Slug<Site>
  var date: Day
  var state: SessionState
  var openedAt: Timestamp
}

struct TicketRecord: Revised {
  typealias Root = TicketRecord
  static let table = "ticket"
  static let topic = Topic.ticket
  var id: ID<Ticket>
  var rev: Int
  var session: ID<Session>
  var site: Slug<Site>
  var date: Day
  var serial: Int
  var number: TicketNumber
  var state: TicketState
  var priority: TicketPriority
  var serviceType: Slug<ServiceType>
  var language: LanguageCode?
  var client: ID<Client>?
  var appointment: ID<Appointment>?
  var desk: Label?
  var issuedAt: Timestamp
  var waitStartedAt: Timestamp
  var calledAt: Timestamp?
  var startedAt: Timestamp?
  var endedAt: Timestamp?
  var staff: ID<Staff>?

  var concerned: (client: ID<Client>?, case: ID<Case>?) { (client, nil) }
}

extension Session {
  init(_ row: SessionRecord, waiting: Int) {
    self.init(
      id: row.id,
      rev: row.rev,
      site: row.site,
      date: row.date,
      state: row.state,
      waiting: waiting,
      openedAt: row.openedAt
    )
  }
}

extension Ticket {
  /// A row as its caller sees it; whose it is only where the caller may know the client.
  init(_ row: TicketRecord, showsClient: Bool) {
    self.init(
      id: row.id,
      rev: row.rev,
      session: row.session,
      number: row.number,
      state: row.state,
      priority: row.priority,
      serviceType: row.serviceType,
      language: row.language,
      client: showsClient ? row.client : nil,
      appointment: row.appointment,
      desk: row.desk,
      issuedAt: row.issuedAt,
      calledAt: row.calledAt
    )
  }
}

extension StoreContext where Self: ~Copyable {
  /// How many tickets of a session wait.
  borrowing func waiting(in session: ID<Session>) throws -> Int {
    try value(
      Int.self,
      "SELECT count(*) FROM ticket WHERE session=? AND state='waiting'",
      [session]
    ) ?? 0
  }
}
