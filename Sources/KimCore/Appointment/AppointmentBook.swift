import KimAPI

extension AppointmentBook: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> AppointmentReceipt {
    let type = try context.serviceType(params.serviceType)
    let minutes = params.durationMinutes ?? type.durationMinutes
    let startsAt = try AppointmentRules.check(
      start: params.start,
      minutes: minutes,
      at: context.now
    )
    _ = try context.site(params.site)
    let (client, ofCase) = try whom(params, context)
    let row = AppointmentRecord(
      id: context.newID(Appointment.self),
      rev: 1,
      number: try context.nextNumber(Appointment.self),
      state: .booked,
      site: params.site,
      serviceType: type.id,
      start: params.start,
      startsAt: startsAt,
      durationMinutes: minutes,
      client: client,
      case: ofCase,
      language: params.language
    )
    let staff = try params.staff.map { try context.staff($0) }
    return context.receipt(try context.book(row, staff: staff))
  }

  /// Client and case, which must belong together; a case alone names its client.
  private static func whom(
    _ params: Params,
    _ context: borrowing WriteContext
  ) throws -> (ID<Client>?, ID<Case>?) {
    let client = try params.client.map { try context.name(ClientRecord.self, $0) }
    if let named = params.case {
      let row = try context.change(CaseRecord.self, named, ifRev: nil)
      guard client == nil || client == row.client else {
        throw Fault.invalidValue("client", "the case is another client's")
      }
      try row.check(takes: Self.self)
      return (row.client, row.id)
    }
    return (client, nil)
  }
}
