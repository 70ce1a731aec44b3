import KimAPI

extension AppointmentList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Appointment> {
    let from = try midnight(params.from ?? OfficeZone.local(context.now).day)
    var wanted = Predicate("startsAt>=?", [from])
    if let to = params.to {
      wanted = wanted && Predicate("startsAt<?", [try midnight(to.adding(days: 1))])
    }
    let branches = context.branches(
      AppointmentRecord.self,
      ["site": params.site, "staff": params.staff, "state": params.state]
    )
    let page = try context.page(
      AppointmentRecord.self,
      of: branches.map { $0 && wanted },
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

  private static func midnight(_ day: Day) throws(Fault) -> Timestamp {
    try OfficeZone.instant(LocalTime(day: day, time: .sample))
  }
}

extension AppointmentRecord: Listed {
  static var lanes: [Lane] { [Lane(columns: ["site"], rest: ["staff", "state"])] }
  static func values(of column: String, _ roster: Roster) -> [Argument] {
    roster.sites.keys.sorted()
  }
}
