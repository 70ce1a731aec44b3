import KimAPI

extension Client {
  /// Opens a row; scope was applied when it was fetched.
  init(_ row: ClientRecord, _ safe: Safe) throws {
    self.init(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      municipality: row.municipality,
      givenName: try safe.openIfPresent(row.givenName, "givenName"),
      familyName: try safe.openIfPresent(row.familyName, "familyName"),
      birthDate: try safe.openIfPresent(row.birthDate, "birthDate"),
      languages: row.languages,
      email: try safe.openIfPresent(row.email, "email"),
      phone: try safe.openIfPresent(row.phone, "phone"),
      targetGroup: row.targetGroup,
      createdAt: row.createdAt
    )
  }
}
