import KimAPI

extension TicketIssue: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    let session = try context.session(params.session, at: params.site)
    try session.check(takes: Self.self)
    try QueueRules.checkIsToday(session, at: context.now)
    let type = try context.serviceType(params.serviceType)
    let site = try context.site(session.site)
    let priority = try QueueRules.priority(
      params.priority,
      hasReason: params.priorityReason != nil,
      hasAppointment: params.appointment != nil
    )
    try QueueRules.check(client: params.client, beside: params.appointment)
    let appointment = try checkIn(params, session, &context)
    let client = try params.client.map { try context.name(ClientRecord.self, $0) }
    let serial = try context.next("ticket/\(session.site.text)/\(session.date.text)")
    let id = context.newID(Ticket.self)
    var row = TicketRecord(
      id: id,
      rev: 1,
      session: session.id,
      site: session.site,
      date: session.date,
      serial: serial,
      number: TicketNumber(letter: site.queueLetter ?? .sample, serial: serial),
      state: .waiting,
      priority: priority,
      serviceType: type.id,
      language: params.language ?? appointment?.language,
      client: client ?? appointment?.client,
      appointment: appointment?.id,
      callCount: 0,
      issuedAt: context.now,
      waitStartedAt: context.now
    )
    row.priorityReason = try params.priorityReason.map {
      try context.safe(of: row).seal($0, "priorityReason")
    }
    try context.insert(row) { _ in Fault(.alreadyExists, "the appointment has a ticket") }
    return Output(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      ahead: QueueRules.ahead(
        of: row.id,
        in: try context.waiting(in: context.liveSessions(of: session.site)),
        at: context.now
      )
    )
  }

  /// The appointment of the ticket, checked in with it where it was not before.
  private static func checkIn(
    _ params: Params,
    _ session: SessionRecord,
    _ context: inout WriteContext
  ) throws -> AppointmentRecord? {
    guard let named = params.appointment else { return nil }
    let row = try context.change(AppointmentRecord.self, named, ifRev: nil)
    try QueueRules.check(row, belongsTo: session)
    return try context.step(Self.self, row) { try AppointmentRules.checkIsToday($0, at: $1.now) }
  }
}
