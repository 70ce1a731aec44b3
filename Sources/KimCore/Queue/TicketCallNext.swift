import KimAPI

extension TicketCallNext: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    let session = try context.session(params.session, at: params.site)
    try session.check(takes: Self.self)
    let site = try context.site(session.site)
    guard site.desks.contains(params.desk) else {
      throw Fault.invalidValue(
        "desk",
        "a desk of \(site.id.text): " + site.desks.map(\.text).joined(separator: ", ")
      )
    }
    if let open = try openTicket(at: params.desk, of: site.id, context) { throw open }
    // Named by its site, all that is called there today: nobody of a closed morning is forgotten.
    let sessions = params.site == nil ? [session] : try context.liveSessions(of: session.site)
    let waiting = try context.waiting(in: sessions)
    guard let next = QueueRules.next(waiting, for: context.caller.staff, at: context.now),
      let old = try context.find(TicketRecord.self, next.id)
    else {
      throw Fault(
        .queueEmpty,
        "nobody waits for this desk",
        [.init("waiting", .integer(Int64(waiting.count)))]
      )
    }
    let row = try context.step(Self.self, old) { row, context in
      row.desk = params.desk
      row.staff = context.caller.staff
      row.callCount += 1
    }
    return Output(
      id: row.id,
      rev: row.rev,
      number: row.number,
      state: row.state,
      desk: params.desk,
      serviceType: context.ref(row.serviceType),
      language: row.language,
      client: try context.known(row.client),
      appointment: try row.appointment.map { try context.ref(AppointmentRecord.self, $0) },
      why: next.why
    )
  }

  /// The fault that names the ticket which the desk still serves.
  private static func openTicket(
    at desk: Label,
    of site: Slug<Site>,
    _ context: borrowing WriteContext
  ) throws -> Fault? {
    let row = try context.fetchOne(
      TicketRecord.self,
      "SELECT * FROM ticket WHERE site=? AND desk=? AND state IN ('called','in_service')",
      [site, desk]
    )
    guard let row else { return nil }
    let ticket: JSON = [
      "id": .string(row.id.text), "number": .string(row.number.text),
      "state": .string(row.state.rawValue),
    ]
    return Fault(.deskBusy, "the desk has ticket \(row.number.text)", [.init("ticket", ticket)])
  }
}
