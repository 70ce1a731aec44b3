import KimAPI

extension SessionOpen: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Session> {
    let site = try context.site(params.site)
    let today = OfficeZone.local(context.now).day
    let date = params.date ?? today
    guard date >= today else { throw Fault.invalidValue("date", "not in the past") }
    let row = SessionRecord(
      id: context.newID(Session.self),
      rev: 1,
      site: site.id,
      date: date,
      state: .open,
      openedAt: context.now
    )
    try context.insert(row) { context in
      let known = try context.value(
        ID<Session>.self,
        "SELECT id FROM session WHERE site=? AND state='open'",
        [site.id]
      )
      return Fault(
        .alreadyExists,
        "a session of the site is open",
        known.map { [.init("session", .string($0.text))] } ?? []
      )
    }
    if try context.hours(of: site.id).allSatisfy({ $0.kind != .open || $0.weekday != date.weekday })
    {
      context.warn(.outsideOpenHours)
    }
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
