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
    if let staff = params.staff, !calendar.everybody.contains(staff) {
      throw Fault.notFound("staff")
    }
    return Page(
      items: try calendar.free(
        params.from...params.to,
        minutes: type.durationMinutes,
        staff: params.staff,
        preferring: [context.caller.staff].compactMap(\.self),
        after: context.now,
        limit: (params.limit ?? .standard).count,
        in: context
      )
    )
  }
}
