/// Registers a client; with no name at all, anonymously.
public enum ClientRegister: WriteMethod {
  public static let name = "client.register"
  public static let permission = Permission.clientWrite
  public static let summary = "Registers a client; with no name at all, anonymously."

  public struct Params: Codable, Sendable, Equatable {
    /// Where they live.
    public var municipality: Slug<Municipality>
    /// Social district; where the caller works in one district of the municipality alone, that one.
    public var socialDistrict: Slug<SocialDistrict>?
    public var givenName: Personal<Label>?
    public var familyName: Personal<Label>?
    public var birthDate: Personal<BirthDate>?
    /// Languages they speak, the best first, at most 8.
    public var languages: [LanguageCode]?
    public var email: Personal<EmailAddress>?
    public var phone: Personal<PhoneNumber>?
    public var targetGroup: TargetGroup?

    /// Whether the caller has looked for the person before: then likely duplicates are no warning.
    public var searched: Bool?

    public init(
      municipality: Slug<Municipality>,
      socialDistrict: Slug<SocialDistrict>? = nil,
      givenName: Personal<Label>? = nil,
      familyName: Personal<Label>? = nil,
      birthDate: Personal<BirthDate>? = nil,
      languages: [LanguageCode]? = nil,
      email: Personal<EmailAddress>? = nil,
      phone: Personal<PhoneNumber>? = nil,
      targetGroup: TargetGroup? = nil,
      searched: Bool? = nil
    ) {
      self.municipality = municipality
      self.socialDistrict = socialDistrict
      self.givenName = givenName
      self.familyName = familyName
      self.birthDate = birthDate
      self.languages = languages
      self.email = email
      self.phone = phone
      self.targetGroup = targetGroup
      self.searched = searched
    }
  }

  public struct Output: Codable, Sendable, Equatable {
    public var id: ID<Client>
    public var number: Number<Client>
    public var rev: Int
    public var state: ClientState
    /// Who may be the same person: clients of the municipality with these names and no other year of birth, by number.
    public var possibleDuplicates: [Ref<Client>]

    public init(
      id: ID<Client>,
      number: Number<Client>,
      rev: Int,
      state: ClientState,
      possibleDuplicates: [Ref<Client>]
    ) {
      self.id = id
      self.number = number
      self.rev = rev
      self.state = state
      self.possibleDuplicates = possibleDuplicates
    }
  }
}
