import KimAPI

extension AppointmentFree: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<FreeSlot> {
    let site = try context.site(params.site)
    let type = try context.serviceType(params.serviceType)
    guard params.from <= params.to,
      params.to.number - params.from.number <= AppointmentRules.daysMax
    else {
      throw Fault.invalidValue("to", "from 0 to \(AppointmentRules.daysMax) days after from")
    }
    let calendar = try AppointmentCalendar(site, in: context)
    let staff = try params.staff.map { try context.staff($0) }
    if let staff, !calendar.everybody.contains(staff) {
      throw Fault.notFound("staff")
    }
    return Page(
      items: try calendar.free(
        params.from...params.to,
        minutes: type.durationMinutes,
        staff: staff,
        preferring: [context.caller.staff].compactMap(\.self),
        after: context.now,
        limit: (params.limit ?? .standard).count,
        in: context
      )
    )
  }
}
