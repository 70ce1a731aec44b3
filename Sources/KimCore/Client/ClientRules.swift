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
