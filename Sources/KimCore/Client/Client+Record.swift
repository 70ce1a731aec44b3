import KimAPI

extension StoreContext where Self: ~Copyable {
  /// Opens a row; that it may be seen in full was decided when it was fetched.
  borrowing func view(_ row: ClientRecord) throws -> Client {
    let safe = try safe(of: row)
    return Client(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      municipality: ref(row.municipality),
      socialDistrict: row.socialDistrict,
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
