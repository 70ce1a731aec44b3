import KimAPI

extension AppointmentList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<Appointment> {
    let from = try OfficeZone.midnight(params.from ?? OfficeZone.local(context.now).day)
    var wanted = Predicate("startsAt>=?", [from])
    if let to = params.to {
      wanted = wanted && Predicate("startsAt<?", [try OfficeZone.midnight(to.adding(days: 1))])
    }
    let branches = context.branches(
      AppointmentRecord.self,
      [
        "site": params.site, "staff": try params.staff.map { try context.staff($0) },
        "state": params.state,
      ]
    )
    return try context.page(
      AppointmentRecord.self,
      of: branches.map { $0 && wanted },
      order: .ascending("startsAt", "id"),
      limit: params.limit,
      cursor: params.cursor
    ) { try context.view($0) }
  }
}

extension AppointmentRecord: Listed {
  static var lanes: [Lane] { [Lane(columns: ["site"], rest: ["staff", "state"])] }
  static func values(of column: String, _ roster: Roster) -> [Argument] {
    roster.sites.keys.sorted()
  }
}
