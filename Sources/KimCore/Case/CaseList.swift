import KimAPI

extension CaseList: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Page<CaseSummary> {
    let branches = context.branches(
      CaseRecord.self,
      [
        "state": params.state, "municipality": params.municipality,
        "caseManager": try params.caseManager.map { try context.staff($0) },
      ]
    )
    return try context.page(
      CaseRecord.self,
      of: branches,
      order: .descending("id"),
      limit: params.limit,
      cursor: params.cursor
    ) { context.summary($0) }
  }
}

extension CaseRecord: Listed {
  static var lanes: [Lane] {
    [
      Lane(columns: ["id"], rest: ["caseManager", "municipality", "state"], needs: ["id"]),
      Lane(columns: ["caseManager", "state"], rest: ["municipality"], needs: ["caseManager"]),
      Lane(columns: ["municipality", "state"], needs: ["municipality"]),
      Lane(columns: ["municipality", "state"], needs: ["state"]),
      Lane(columns: []),
    ]
  }

  static func values(of column: String, _ roster: Roster) -> [Argument] {
    column == "state" ? CaseState.allCases : roster.municipalities.keys.sorted()
  }

  static func shows(_ column: String, at sight: Sight) -> Bool { Case.shows(column, at: sight) }
}
