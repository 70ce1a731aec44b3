import KimAPI

/// In which order those who wait are called (domain 1.3).
enum QueueRules {
  /// A ticket that has waited so long goes before everything but the urgent: nobody is starved.
  static let ageingSeconds: Int64 = 3600
  /// How long a client waits for the desk of their own case manager before another may call them.
  static let preferredWaitSeconds: Int64 = 900
  /// How long after a call at the site a case manager counts as there.
  static let presenceSeconds: Int64 = 1800
  /// How long before its time an appointment counts as due.
  static let dueSeconds: Int64 = 300
  /// How many who wait are looked at; a session has dozens.
  static let waitingMax = 1000

  /// A ticket that waits, with what decides about it.
  struct Candidate: Decodable, Sendable, Equatable {
    let id: ID<Ticket>
    let priority: TicketPriority
    let waitStartedAt: Timestamp
    let serial: Int
    /// When its appointment begins.
    let startsAt: Timestamp?
    /// The case manager of its client's open case.
    let caseManager: ID<Staff>?
    /// Whether that case manager calls at this site today.
    var isManagerThere = false

    private enum CodingKeys: CodingKey {
      case id, priority, waitStartedAt, serial, startsAt, caseManager
    }
  }

  /// The one order of those who wait, for calling and for telling, as a desk calls them.
  ///
  /// Who is kept for another desk comes last.
  static func order(
    _ waiting: [Candidate],
    for staff: ID<Staff>?,
    at now: Timestamp,
    keepsBack: Bool = true
  ) -> [Candidate] {
    func place(_ candidate: Candidate) -> (Int, Int, Timestamp, Int) {
      (
        keepsBack && isKept(candidate, from: staff, at: now) ? 1 : 0, rank(candidate, at: now),
        candidate.waitStartedAt, candidate.serial
      )
    }
    return waiting.sorted { place($0) < place($1) }
  }

  /// The one to call now, and why; nil where nobody may be called from this desk.
  static func next(
    _ waiting: [Candidate],
    for staff: ID<Staff>?,
    at now: Timestamp
  ) -> (id: ID<Ticket>, why: CallReason)? {
    guard let first = order(waiting, for: staff, at: now).first,
      !isKept(first, from: staff, at: now)
    else { return nil }
    return (first.id, why(first, for: staff, at: now))
  }

  /// How many are called before one of those who wait, at the desk that will take them.
  static func ahead(of id: ID<Ticket>, in waiting: [Candidate], at now: Timestamp) -> Int {
    // As a desk calls for which nobody is kept back: where one desk serves, it calls all of them.
    order(waiting, for: nil, at: now, keepsBack: false).firstIndex { $0.id == id } ?? waiting.count
  }

  /// Kept for their own case manager while she is there, for a while; the urgent are kept for nobody.
  private static func isKept(
    _ candidate: Candidate,
    from staff: ID<Staff>?,
    at now: Timestamp
  ) -> Bool {
    candidate.isManagerThere && candidate.caseManager != staff && candidate.priority != .urgent
      && now < candidate.waitStartedAt.adding(seconds: preferredWaitSeconds)
  }

  private static func rank(_ candidate: Candidate, at now: Timestamp) -> Int {
    if candidate.priority == .urgent { return 0 }
    if now >= candidate.waitStartedAt.adding(seconds: ageingSeconds) { return 1 }
    if isDue(candidate, at: now) { return 2 }
    return candidate.priority == .walkIn ? 3 : 4
  }

  private static func isDue(_ candidate: Candidate, at now: Timestamp) -> Bool {
    guard candidate.priority == .appointment, let startsAt = candidate.startsAt else {
      return false
    }
    return now.adding(seconds: dueSeconds) >= startsAt
  }

  private static func why(
    _ candidate: Candidate,
    for staff: ID<Staff>?,
    at now: Timestamp
  ) -> CallReason {
    if candidate.priority == .urgent { return .urgent }
    if candidate.isManagerThere, candidate.caseManager != staff { return .managerBusy }
    if isDue(candidate, at: now) { return .appointmentDue }
    if candidate.caseManager != nil, candidate.caseManager == staff { return .ownClient }
    return .longestWait
  }

  /// What a new ticket's priority is: `appointment` follows from an appointment, `urgent` needs a reason.
  static func priority(
    _ asked: TicketPriority?,
    hasReason: Bool,
    hasAppointment: Bool
  ) throws(Fault) -> TicketPriority {
    guard asked != .appointment else {
      throw .invalidValue(
        "priority",
        "urgent or walk_in; that it is by appointment follows from naming the appointment"
      )
    }
    guard hasReason || asked != .urgent else {
      throw .invalidValue("priorityReason", "say what makes it urgent")
    }
    guard !hasReason || asked == .urgent else {
      throw .invalidValue("priorityReason", "only with priority urgent")
    }
    return asked ?? (hasAppointment ? .appointment : .walkIn)
  }

  /// Tickets are issued on the day of their session.
  static func checkIsToday(_ session: SessionRecord, at now: Timestamp) throws(Fault) {
    guard OfficeZone.local(now).day == session.date else {
      throw .invalidValue("session", "the session is on \(session.date.text)")
    }
  }

  /// An appointment knows whose it is; naming another person beside it would only tell whether the guess was right.
  static func check(client: Named<Client>?, beside appointment: Named<Appointment>?) throws(Fault) {
    guard client == nil || appointment == nil else {
      throw .invalidValue("client", "name either the appointment or the client")
    }
  }

  /// An appointment draws its ticket where and when it is.
  static func check(
    _ appointment: AppointmentRecord,
    belongsTo session: SessionRecord
  ) throws(Fault) {
    guard appointment.site == session.site, appointment.start.day == session.date else {
      throw .invalidValue("appointment", "it is at another site or on another day")
    }
  }
}

extension StoreContext where Self: ~Copyable {
  /// A session is not settled over the heads of those who are being served.
  borrowing func checkNobodyIsServed(in session: SessionRecord) throws {
    guard try tickets(of: session, in: [.inService]).isEmpty else {
      throw TicketRecord.machine.refusal(in: .inService)
    }
  }

  /// The tickets of a session in some states; a day of one site has dozens.
  borrowing func tickets(
    of session: SessionRecord,
    in states: [TicketState]
  ) throws -> [TicketRecord] {
    let wanted =
      Predicate("site=? AND date=? AND session=?", [session.site, session.date, session.id])
      && .in("state", states)
    return try fetchAll(
      TicketRecord.self,
      "SELECT * FROM ticket WHERE \(wanted.sql) ORDER BY serial LIMIT 10000",
      wanted.arguments
    )
  }

  /// Those who wait in some sessions of one site, with what decides about their order: a closed morning's go on being called.
  borrowing func waiting(in sessions: [SessionRecord]) throws -> [QueueRules.Candidate] {
    var all: [QueueRules.Candidate] = []
    for session in sessions { all += try candidates(of: session) }
    return all
  }

  private borrowing func candidates(of session: SessionRecord) throws -> [QueueRules.Candidate] {
    var rows = try fetchAll(
      QueueRules.Candidate.self,
      """
      SELECT t.id,t.priority,t.waitStartedAt,t.serial,a.startsAt,k.caseManager FROM ticket t
      LEFT JOIN appointment a ON a.id=t.appointment
      LEFT JOIN "case" k ON k.client=t.client AND k.state<>'closed'
      WHERE t.session=? AND t.state='waiting' ORDER BY t.id LIMIT ?
      """,
      [session.id, QueueRules.waitingMax]
    )
    let since = now.adding(seconds: -QueueRules.presenceSeconds)
    var there: Set<ID<Staff>> = []
    for manager in Set(rows.compactMap(\.caseManager)) {
      let call = try value(
        Int.self,
        "SELECT 1 FROM ticket WHERE site=? AND staff=? AND calledAt>=? LIMIT 1",
        [session.site, manager, since]
      )
      if call != nil { there.insert(manager) }
    }
    for index in rows.indices {
      rows[index].isManagerThere = rows[index].caseManager.map { there.contains($0) } ?? false
    }
    return rows
  }
}
