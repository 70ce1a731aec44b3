import KimAPI

/// What holds for clients beyond the shape of a row.
enum ClientRules {
  static let languagesMax = 8

  /// How much is known, as it follows from what is stored.
  static func state(of row: ClientRecord) -> ClientState {
    if row.givenName != nil, row.familyName != nil, row.birthDate != nil { return .registered }
    return row.givenName != nil || row.familyName != nil ? .minimal : .anonymous
  }

  /// How many likely duplicates are told at the most.
  static let duplicatesMax = 10

  /// Clients of the municipality who may be the person that is to be registered.
  ///
  /// They have the same names, and no other year of birth where both are known. The asker learns their numbers, and that
  /// they are there.
  static func possibleDuplicates(
    of params: ClientRegister.Params,
    in context: borrowing WriteContext
  ) throws -> [Ref<Client>] {
    let rows = try ClientIndex.namesakes(
      [params.givenName, params.familyName],
      in: params.municipality,
      limit: duplicatesMax,
      context
    )
    let year = params.birthDate.map { $0.value.text.prefix(4) }
    return try rows.filter { row in
      guard let year, let date = row.birthDate else { return true }
      // Opened to compare and shown to nobody: no access entry.
      let safe = try context.safe(ClientRecord.self, row.id, key: row.keyNumber)
      return try safe.open(date, "birthDate").value.text.prefix(4) == year
    }
    .map { Ref(id: $0.id, $0.number) }
  }

  static func check(languages: [LanguageCode]) throws(Fault) {
    guard languages.count <= languagesMax else {
      throw .invalidValue("languages", "at most \(languagesMax)")
    }
    guard Set(languages).count == languages.count else {
      throw .invalidValue("languages", "none twice")
    }
  }

  /// A date of birth lies in the past.
  static func check(birthDate: Personal<BirthDate>?, at now: Timestamp) throws(Fault) {
    guard let birthDate else { return }
    let today = OfficeZone.local(now).day.text
    guard birthDate.value.text <= today.prefix(birthDate.value.text.count) else {
      throw .invalidValue("birthDate", "not in the future")
    }
  }
}

extension StoreContext where Self: ~Copyable {
  /// The social district of a client of a municipality in which the asker works: the one named, or the only one that was
  /// granted where the municipality as a whole was not.
  borrowing func district(
    _ named: Slug<SocialDistrict>?,
    of municipality: Slug<Municipality>
  ) throws -> Slug<SocialDistrict>? {
    try self.municipality(municipality)
    if let named {
      guard roster.socialDistricts[named] == municipality, asker.place.holds(municipality, named)
      else { throw Fault.notFound("socialDistrict") }
      return named
    }
    guard !asker.place.holds(municipality) else { return nil }
    let own = districts(of: municipality)
    guard own.count == 1 else {
      let names = own.map(\.text).joined(separator: ", ")
      throw Fault.invalidValue("socialDistrict", "one of your districts: \(names)")
    }
    return own[0]
  }
}
