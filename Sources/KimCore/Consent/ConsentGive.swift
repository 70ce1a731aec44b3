import KimAPI

extension ConsentGive: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Consent> {
    let client = try context.change(ClientRecord.self, params.client, ifRev: nil)
    try ConsentRules.check(params.purposes)
    let row = ConsentRecord(
      id: context.newID(Consent.self),
      rev: 1,
      client: client.id,
      state: .given,
      purposes: params.purposes,
      form: params.form,
      noticeVersion: params.noticeVersion,
      language: params.language,
      givenAt: context.now
    )
    try context.insert(row)
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }
}
