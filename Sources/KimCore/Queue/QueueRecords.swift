import KimAPI

struct SessionRecord: Staged {
  typealias Root = SessionRecord
  static let table = "session"
  static let topic = Topic.session
  var id: ID<Session>
  var rev: Int
  var site: Slug<Site>
  var date: Day
  var state: SessionState
  var openedAt: Timestamp

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

  var concerned: (client: ID<Client>?, case: ID<Case>?) { (client, nil) }

  static let machine = Machine<TicketState>(
    .begin(TicketIssue.self, to: .waiting),
    .by(TicketCallNext.self, from: [.waiting], to: .called),
    .by(TicketRecall.self, from: [.called]),
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

extension StoreContext where Self: ~Copyable {
  borrowing func view(_ row: SessionRecord) throws -> Session {
    Session(
      id: row.id,
      rev: row.rev,
      site: ref(row.site),
      date: row.date,
      state: row.state,
      waiting: try waiting(in: row.id),
      openedAt: row.openedAt
    )
  }

  /// A row as its reader sees it; whose it is and why it is urgent only where the reader may know the client.
  borrowing func view(_ row: TicketRecord) throws -> Ticket {
    let client = try known(row.client)
    let showsReason = client != nil || row.client == nil
    return Ticket(
      id: row.id,
      rev: row.rev,
      session: row.session,
      number: row.number,
      state: row.state,
      priority: row.priority,
      priorityReason: try row.priorityReason.flatMap {
        try showsReason ? safe(of: row).open($0, "priorityReason") : nil
      },
      serviceType: ref(row.serviceType),
      language: row.language,
      client: client,
      appointment: try row.appointment.map { try ref(AppointmentRecord.self, $0) },
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
