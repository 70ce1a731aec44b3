import KimAPI

extension CaseList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<CaseSummary> {
    let wanted =
      Predicate.equal("state", params.state)
      && .equal("municipality", params.municipality)
      && .equal("caseManager", params.caseManager)
    return try context.page(
      CaseRecord.self,
      where: wanted && CaseRecord.scope(of: context.caller),
      order: .descending("id"),
      limit: params.limit,
      cursor: params.cursor
    ) { CaseSummary($0) }
  }
}
