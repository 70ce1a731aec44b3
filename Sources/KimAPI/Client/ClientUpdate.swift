/// Changes what is stored of a client.
public enum ClientUpdate: WriteMethod {
  /// `client.update`.
  public static let name = "client.update"
  /// See ``Permission/clientWrite``.
  public static let permission = Permission.clientWrite
  /// One sentence.
  public static let summary = "Changes what is stored of a client."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Who.
    public var id: Named<Client>
    /// The revision that the caller saw.
    public var ifRev: Int
    /// Where they live.
    public var municipality: Slug<Municipality>?
    /// Social district; null for none.
    public var socialDistrict: Change<Slug<SocialDistrict>>?
    /// Given name.
    public var givenName: Change<Personal<Label>>?
    /// Family name.
    public var familyName: Change<Personal<Label>>?
    /// Date of birth.
    public var birthDate: Change<Personal<BirthDate>>?
    /// All languages from now on.
    public var languages: [LanguageCode]?
    /// E-mail address.
    public var email: Change<Personal<EmailAddress>>?
    /// Telephone number.
    public var phone: Change<Personal<PhoneNumber>>?
    /// Target group.
    public var targetGroup: Change<TargetGroup>?

    /// All fields; what is optional may be left out.
    public init(
      id: Named<Client>,
      ifRev: Int,
      municipality: Slug<Municipality>? = nil,
      socialDistrict: Change<Slug<SocialDistrict>>? = nil,
      givenName: Change<Personal<Label>>? = nil,
      familyName: Change<Personal<Label>>? = nil,
      birthDate: Change<Personal<BirthDate>>? = nil,
      languages: [LanguageCode]? = nil,
      email: Change<Personal<EmailAddress>>? = nil,
      phone: Change<Personal<PhoneNumber>>? = nil,
      targetGroup: Change<TargetGroup>? = nil
    ) {
      self.id = id
      self.ifRev = ifRev
      self.municipality = municipality
      self.socialDistrict = socialDistrict
      self.givenName = givenName
      self.familyName = familyName
      self.birthDate = birthDate
      self.languages = languages
      self.email = email
      self.phone = phone
      self.targetGroup = targetGroup
    }
  }

  /// The new revision.
  public typealias Output = Receipt<Client>
}
