import KimAPI

extension ClientUpdate: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Receipt<Client> {
    let old = try context.change(ClientRecord.self, params.id, ifRev: params.ifRev)
    var row = old
    if params.municipality != nil || params.socialDistrict != nil {
      row.municipality = params.municipality ?? old.municipality
      row.socialDistrict = try context.district(
        params.socialDistrict.map(\.value)
          ?? (params.municipality == nil ? old.socialDistrict : nil),
        of: row.municipality
      )
    }
    if let languages = params.languages {
      try ClientRules.check(languages: languages)
      row.languages = languages
    }
    try ClientRules.check(birthDate: params.birthDate?.value, at: context.now)
    let safe = try context.safe(of: row)
    if let name = params.givenName {
      row.givenName = try safe.sealIfPresent(name.value, "givenName")
    }
    if let name = params.familyName {
      row.familyName = try safe.sealIfPresent(name.value, "familyName")
    }
    if let date = params.birthDate {
      row.birthDate = try safe.sealIfPresent(date.value, "birthDate")
    }
    if let email = params.email { row.email = try safe.sealIfPresent(email.value, "email") }
    if let phone = params.phone { row.phone = try safe.sealIfPresent(phone.value, "phone") }
    if let group = params.targetGroup { row.targetGroup = group.value }
    row.state = ClientRules.state(of: row)
    try ClientUpdate.keepsCase(row, in: context)
    try context.update(&row, from: old)
    if params.givenName != nil || params.familyName != nil || row.municipality != old.municipality {
      let names = [
        try safe.openIfPresent(row.givenName, "givenName"),
        try safe.openIfPresent(row.familyName, "familyName"),
      ]
      try ClientIndex.put(names, of: row, in: context)
    }
    if params.email != nil || params.phone != nil { try context.replanReminders(of: row.id) }
    return Receipt(id: row.id, rev: row.rev, state: row.state)
  }

  /// A client with an open case keeps a name.
  private static func keepsCase(_ row: ClientRecord, in context: borrowing WriteContext) throws {
    guard row.state == .anonymous else { return }
    let open = try context.value(
      Int.self,
      "SELECT 1 FROM \"case\" WHERE client=? AND state<>'closed'",
      [row.id]
    )
    guard open == nil else {
      throw Fault.invalidValue("familyName", "a client with an open case keeps a name")
    }
  }
}
