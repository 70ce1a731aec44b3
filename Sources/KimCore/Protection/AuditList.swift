import KimAPI

extension AuditList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<AuditEntry> {
    try context.page(
      AuditRecord.self,
      where: .equal("uid", params.uid) && .equal("subject", params.subject?.text)
        && .equal("action", params.action),
      order: .descending("seq"),
      limit: params.limit,
      cursor: params.cursor
    ) { AuditEntry($0) }
  }
}
