/// A person who is helped (Klientin, Klient).
public struct Client: Codable, Sendable, Equatable {
  public var id: ID<Client>
  /// The number that people say, `K-2026-0042-3`.
  public var number: Number<Client>
  public var rev: Int
  public var state: ClientState
  /// Where they live.
  public var municipality: Ref<Municipality>
  /// Social district, where the municipality is cut into some.
  public var socialDistrict: Slug<SocialDistrict>?
  /// Given name.
  public var givenName: Personal<Label>?
  /// Family name.
  public var familyName: Personal<Label>?
  public var birthDate: Personal<BirthDate>?
  /// Languages they speak, the best first.
  public var languages: [LanguageCode]
  /// E-mail address.
  public var email: Personal<EmailAddress>?
  /// Telephone number.
  public var phone: Personal<PhoneNumber>?
  public var targetGroup: TargetGroup?
  /// When they were registered.
  public var createdAt: Timestamp

  public init(
    id: ID<Client>,
    number: Number<Client>,
    rev: Int,
    state: ClientState,
    municipality: Ref<Municipality>,
    socialDistrict: Slug<SocialDistrict>? = nil,
    givenName: Personal<Label>? = nil,
    familyName: Personal<Label>? = nil,
    birthDate: Personal<BirthDate>? = nil,
    languages: [LanguageCode],
    email: Personal<EmailAddress>? = nil,
    phone: Personal<PhoneNumber>? = nil,
    targetGroup: TargetGroup? = nil,
    createdAt: Timestamp
  ) {
    self.id = id
    self.number = number
    self.rev = rev
    self.state = state
    self.municipality = municipality
    self.socialDistrict = socialDistrict
    self.givenName = givenName
    self.familyName = familyName
    self.birthDate = birthDate
    self.languages = languages
    self.email = email
    self.phone = phone
    self.targetGroup = targetGroup
    self.createdAt = createdAt
  }
}
