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
    return AppointmentReceipt(try context.book(row, staff: params.staff))
  }

  /// Client and case, which must belong together; a case alone names its client.
  private static func whom(
    _ params: Params,
    _ context: borrowing WriteContext
  ) throws -> (ID<Client>?, ID<Case>?) {
    if let id = params.case {
      let row = try context.ownCase(id)
      guard params.client == nil || params.client == row.client else {
        throw Fault.invalidValue("client", "the case is another client's")
      }
      try row.check(takes: Self.self)
      return (row.client, row.id)
    }
    guard let client = params.client else { return (nil, nil) }
    return (try context.mine(ClientRecord.self, client).id, nil)
  }
}
