import KimAPI

extension CaseOpen: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    let client = try context.name(ClientRecord.self, params.client)
    guard try context.state(of: client) != .anonymous else {
      throw Fault.invalidValue("client", "a case needs a client with a name")
    }
    let municipality = try context.municipality(params.municipality)
    let row = CaseRecord(
      id: context.newID(Case.self),
      rev: 1,
      number: try context.nextNumber(Case.self),
      client: client,
      state: .intake,
      municipality: municipality,
      intakeSource: params.intakeSource,
      caseManager: try caseManager(params.caseManager, of: client, at: municipality, context),
      openedAt: context.now,
      ordinal: try context.value(
        Int.self,
        "SELECT coalesce(max(ordinal),0)+1 FROM \"case\" WHERE client=?",
        [client]
      ) ?? 1
    )
    try context.insert(row) { context in
      let open = try context.value(
        ID<Case>.self,
        "SELECT id FROM \"case\" WHERE client=? AND state<>'closed'",
        [client]
      )
      // Which one is told to those alone who see it: to others it would say whose it is.
      guard let open, try context.knows(CaseRecord.self, open, atLeast: .full) else {
        return Fault(.caseExists, "the client has an open case")
      }
      return Fault(
        .caseExists,
        "the client has an open case",
        [.init("case", .string(open.text))]
      )
    }
    return Output(id: row.id, number: row.number, rev: row.rev, state: row.state)
  }

  /// The one named, who must be a case manager there, or the caller.
  private static func caseManager(
    _ named: Named<Staff>?,
    of client: ID<Client>,
    at municipality: Slug<Municipality>,
    _ context: borrowing WriteContext
  ) throws -> ID<Staff> {
    let wanted = try named.map { try context.staff($0) }
    if let staff = context.caller.staff, wanted == nil || wanted == staff { return staff }
    guard let wanted else {
      throw Fault.invalidValue("caseManager", "the caller is no member of staff: name one")
    }
    let district = try context.value(
      Slug<SocialDistrict>.self,
      "SELECT socialDistrict FROM client WHERE id=? AND municipality=?",
      [client, municipality]
    )
    let there = context.roster.staff(with: .caseManager) { $0.holds(municipality, district) }
    guard there.contains(wanted) else {
      throw Fault.notFound(StaffRecord.noun)
    }
    return wanted
  }
}
