import KimAPI

struct SessionRecord: Staged {
  static let table = "session"
  static let topic = Topic.session
  var id: ID<Session>
  var rev: Int
  var site: Slug<Site>
  var date: Day
  var state: SessionState
  var openedAt: Timestamp

  static func scope(of caller: Caller) -> Predicate { .site("session.site", of: caller) }

  static let machine = Machine<SessionState>(
    .begin(SessionOpen.self, to: .open),
    .by(TicketIssue.self, from: [.open]),
    .by(TicketCallNext.self, from: [.open, .closed]),
    .by(SessionClose.self, from: [.open], to: .closed),
    .by(SessionSettle.self, from: [.closed], to: .settled),
    .auto(from: [.open, .closed], to: .settled)
  )
}

struct TicketRecord: Staged {
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
  var priorityReason: Sealed<Label>?
  var serviceType: Slug<ServiceType>
  var language: LanguageCode?
  var client: ID<Client>?
  var appointment: ID<Appointment>?
  var desk: Label?
  /// How often it was called.
  var callCount: Int
  var issuedAt: Timestamp
  var waitStartedAt: Timestamp
  var calledAt: Timestamp?
  var startedAt: Timestamp?
  var endedAt: Timestamp?
  var staff: ID<Staff>?

  static func scope(of caller: Caller) -> Predicate { .site("ticket.site", of: caller) }

  static let machine = Machine<TicketState>(
    .begin(TicketIssue.self, to: .waiting),
    .by(TicketCallNext.self, from: [.waiting], to: .called),
    .by(TicketStart.self, from: [.called], to: .inService),
    .by(TicketFinish.self, from: [.inService], to: .served),
    .by(TicketNoShow.self, from: [.called], to: .noShow),
    .by(TicketCancel.self, from: [.waiting, .called], to: .cancelled),
    .auto(from: [.waiting, .called], to: .expired),
    .auto(from: [.inService], to: .served)
  )

  mutating func enter(at now: Timestamp) {
    switch state {
    case .waiting: break
    case .called: calledAt = now
    case .inService: startedAt = now
    case .served, .noShow, .cancelled, .expired: endedAt = now
    }
  }

  /// Appointment and ticket end together: whoever came and is not served has left.
  func follow(in context: inout WriteContext) throws {
    let end: AppointmentState
    switch state {
    case .waiting, .called: return
    case .inService: end = .inService
    case .served: end = .completed
    case .noShow, .cancelled, .expired: end = .left
    }
    guard let appointment, let row = try context.find(AppointmentRecord.self, appointment) else {
      return
    }
    try context.pass(row, to: end)
  }
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
  init(_ row: TicketRecord, showsClient: Bool, priorityReason: Personal<Label>?) {
    self.init(
      id: row.id,
      rev: row.rev,
      session: row.session,
      number: row.number,
      state: row.state,
      priority: row.priority,
      priorityReason: priorityReason,
      serviceType: row.serviceType,
      language: row.language,
      client: showsClient ? row.client : nil,
      appointment: row.appointment,
      desk: row.desk,
      callCount: row.callCount,
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
