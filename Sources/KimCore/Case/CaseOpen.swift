import KimAPI

extension CaseOpen: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    guard try context.state(of: params.client) != .anonymous else {
      throw Fault.invalidValue("client", "a case needs a client with a name")
    }
    let municipality = try context.municipality(params.municipality)
    let row = CaseRecord(
      id: context.newID(Case.self),
      rev: 1,
      number: try context.nextNumber(Case.self),
      client: params.client,
      state: .intake,
      municipality: municipality,
      intakeSource: params.intakeSource,
      caseManager: try caseManager(params.caseManager, at: municipality, context),
      openedAt: context.now
    )
    try context.insert(row) { context in
      let open = try context.value(
        ID<Case>.self,
        "SELECT id FROM \"case\" WHERE client=? AND state<>'closed'",
        [params.client]
      )
      return Fault(
        .caseExists,
        "the client has an open case",
        open.map { [.init("case", .string($0.text))] } ?? []
      )
    }
    return Output(id: row.id, number: row.number, rev: row.rev, state: row.state)
  }

  /// The one named, who must be a case manager there, or the caller.
  private static func caseManager(
    _ named: ID<Staff>?,
    at municipality: Slug<Municipality>,
    _ context: borrowing WriteContext
  ) throws -> ID<Staff> {
    if let staff = context.caller.staff, named == nil || named == staff { return staff }
    guard let named else {
      throw Fault.invalidValue("caseManager", "the caller is no member of staff: name one")
    }
    let isThere = context.directory.callers.values.contains {
      $0.staff == named && $0.holds(.caseManager) && $0.reaches(municipality)
    }
    guard isThere else { throw Fault.notFound("caseManager") }
    return named
  }
}
