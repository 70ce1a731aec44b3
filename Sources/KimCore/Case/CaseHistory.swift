import KimAPI

extension CaseHistory: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<CaseEvent> {
    let named = try context.named(
      Which(id: params.id, number: params.number),
      CaseRecord.self
    )
    let row = try context.see(CaseRecord.self, where: named, atLeast: .full).row
    // The client's entries are an index, and a person's whole history in an office is short.
    let page = try context.page(
      AuditRecord.self,
      where: Predicate("client=? AND \"case\"=? AND action='write'", [row.client, row.id]),
      order: .descending("seq"),
      limit: params.limit,
      cursor: params.cursor
    ) { $0 }
    var items: [CaseEvent] = []
    for entry in page.items {
      guard let event = context.event(entry) else { continue }
      items.append(event)
    }
    return Page(items: items, next: page.next)
  }
}

extension ReadContext {
  fileprivate borrowing func event(_ entry: AuditRecord) -> CaseEvent? {
    guard let topic = entry.subjectKind.flatMap({ Topic(rawValue: $0) }), let op = entry.op,
      let subject = entry.subject
    else { return nil }
    return CaseEvent(
      seq: Int(entry.seq),
      at: entry.at,
      staff: entry.staff.map { ref($0) },
      method: entry.method,
      relation: entry.relation,
      topic: topic,
      subject: subject,
      op: op,
      fields: entry.fields.split(separator: ",").map(String.init)
    )
  }
}
