/// Registers a client; with no name at all, anonymously.
public enum ClientRegister: WriteMethod {
  /// `client.register`.
  public static let name = "client.register"
  /// See ``Permission/clientWrite``.
  public static let permission = Permission.clientWrite
  /// One sentence.
  public static let summary = "Registers a client; with no name at all, anonymously."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Where they live.
    public var municipality: Slug<Municipality>
    /// Social district; where the caller works in one district of the municipality alone, that one.
    public var socialDistrict: Slug<SocialDistrict>?
    /// Given name.
    public var givenName: Personal<Label>?
    /// Family name.
    public var familyName: Personal<Label>?
    /// Date of birth as far as it is known.
    public var birthDate: Personal<BirthDate>?
    /// Languages they speak, the best first, at most 8.
    public var languages: [LanguageCode]?
    /// E-mail address.
    public var email: Personal<EmailAddress>?
    /// Telephone number.
    public var phone: Personal<PhoneNumber>?
    /// Target group of the programme.
    public var targetGroup: TargetGroup?

    /// Whether the caller has looked for the person before: then likely duplicates are no warning.
    public var searched: Bool?

    /// All fields; what is optional may be left out.
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

  /// What the caller gets.
  public struct Output: Codable, Sendable, Equatable {
    /// Identity.
    public var id: ID<Client>
    /// The number that people say.
    public var number: Number<Client>
    /// Revision, 1.
    public var rev: Int
    /// How much is known.
    public var state: ClientState
    /// Who may be the same person: clients of the municipality with these names and no other year of birth, by number.
    public var possibleDuplicates: [Ref<Client>]

    /// All fields; what is optional may be left out.
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
