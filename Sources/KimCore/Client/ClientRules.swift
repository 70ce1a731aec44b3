import KimAPI

/// What holds for clients beyond the shape of a row.
enum ClientRules {
  static let languagesMax = 8

  /// How much is known, as it follows from what is stored.
  static func state(of row: ClientRecord) -> ClientState {
    if row.givenName != nil, row.familyName != nil, row.birthDate != nil { return .registered }
    return row.givenName != nil || row.familyName != nil ? .minimal : .anonymous
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
