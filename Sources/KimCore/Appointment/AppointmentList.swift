import KimAPI

extension AppointmentList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Appointment> {
    let from = try OfficeZone.midnight(params.from ?? OfficeZone.local(context.now).day)
    var wanted = Predicate("startsAt>=?", [from])
    if let to = params.to {
      wanted = wanted && Predicate("startsAt<?", [try OfficeZone.midnight(to.adding(days: 1))])
    }
    wanted =
      wanted && .equal("site", params.site) && .equal("staff", params.staff)
      && .equal("state", params.state) && AppointmentRecord.scope(of: context.caller)
    let page = try context.page(
      AppointmentRecord.self,
      where: wanted,
      order: .ascending("startsAt", "id"),
      limit: params.limit,
      cursor: params.cursor
    ) { $0 }
    var items: [Appointment] = []
    for row in page.items {
      items.append(Appointment(row, showsClient: try context.knows(row.client)))
    }
    return Page(items: items, next: page.next)
  }
}
