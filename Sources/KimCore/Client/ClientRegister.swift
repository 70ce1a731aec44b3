import KimAPI

extension ClientRegister: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    let district = try context.district(params.socialDistrict, of: params.municipality)
    let languages = params.languages ?? []
    try ClientRules.check(languages: languages)
    try ClientRules.check(birthDate: params.birthDate, at: context.now)
    let namesakes = try ClientRules.possibleDuplicates(of: params, in: context)
    let id = context.newID(Client.self)
    let keyNumber = try context.next("clientKey")
    let safe = try context.safe(ClientRecord.self, id, key: keyNumber)
    var row = ClientRecord(
      id: id,
      rev: 1,
      number: try context.nextNumber(Client.self),
      state: .anonymous,
      municipality: params.municipality,
      socialDistrict: district,
      keyNumber: keyNumber,
      givenName: try safe.sealIfPresent(params.givenName, "givenName"),
      familyName: try safe.sealIfPresent(params.familyName, "familyName"),
      birthDate: try safe.sealIfPresent(params.birthDate, "birthDate"),
      languages: languages,
      email: try safe.sealIfPresent(params.email, "email"),
      phone: try safe.sealIfPresent(params.phone, "phone"),
      targetGroup: params.targetGroup,
      createdAt: context.now
    )
    row.state = ClientRules.state(of: row)
    try context.insert(row, fields: params.searched == true ? ["searched"] : [])
    try ClientIndex.put([params.givenName, params.familyName], of: row, in: context)
    if !namesakes.isEmpty, params.searched != true { context.warn(.possibleDuplicate) }
    return Output(
      id: id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      possibleDuplicates: namesakes
    )
  }
}
