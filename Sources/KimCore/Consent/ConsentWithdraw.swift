import KimAPI

extension ConsentWithdraw: WriteHandler {
  /// Takes the consent back and, in the same transaction, stops what stood on it (domain INV-05, transition 16).
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    let old = try context.change(ConsentRecord.self, params.id, ifRev: params.ifRev)
    let row = try context.step(Self.self, old)
    var closed = 0
    var cancelled = 0
    if try stops(.caseWork, old, context) { closed = try closeCase(of: row.client, in: &context) }
    if try closed > 0 || stops(.contactByChannel, old, context) {
      cancelled = try context.replanReminders(of: row.client, by: [])
    }
    return Output(
      id: row.id,
      rev: row.rev,
      state: row.state,
      casesClosed: closed,
      remindersCancelled: cancelled
    )
  }

  /// Whether a purpose stood on this consent and stands on no other.
  private static func stops(
    _ purpose: ConsentPurpose,
    _ row: ConsentRecord,
    _ context: borrowing WriteContext
  ) throws -> Bool {
    guard row.purposes.contains(purpose) else { return false }
    return try !context.hasConsent(row.client, to: purpose)
  }

  private static func closeCase(
    of client: ID<Client>,
    in context: inout WriteContext
  ) throws -> Int {
    guard
      let old = try context.fetchOne(
        CaseRecord.self,
        "SELECT * FROM \"case\" WHERE client=? AND state<>'closed'",
        [client]
      )
    else { return 0 }
    try context.pass(old, to: .closed) { $0.closureReason = .consentWithdrawn }
    return 1
  }
}
