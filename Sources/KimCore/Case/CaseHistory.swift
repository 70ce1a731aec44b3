import KimAPI

extension CaseHistory: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<CaseEvent> {
    let row = try context.mine(CaseRecord.self, id: params.id, number: params.number)
    guard row.isOwn(of: context.caller) else { throw Fault.notFound(CaseRecord.noun) }
    let page = try context.page(
      AuditRecord.self,
      where: Predicate("subject=? AND action='write'", [row.id.text]),
      order: .descending("seq"),
      limit: params.limit,
      cursor: params.cursor
    ) { entry in
      CaseEvent(
        seq: Int(entry.seq),
        at: entry.at,
        staff: entry.staff,
        method: entry.method,
        fields: entry.fields.split(separator: ",").map(String.init)
      )
    }
    return page
  }
}
