/// Changes what is stored of a client.
public enum ClientUpdate: WriteMethod {
  public static let name = "client.update"
  public static let permission = Permission.clientWrite
  public static let summary = "Changes what is stored of a client."

  public struct Params: Codable, Sendable, Equatable {
    public var id: Named<Client>
    public var ifRev: Int
    public var municipality: Slug<Municipality>?
    /// Social district; null for none.
    public var socialDistrict: Change<Slug<SocialDistrict>>?
    public var givenName: Change<Personal<Label>>?
    public var familyName: Change<Personal<Label>>?
    public var birthDate: Change<Personal<BirthDate>>?
    /// All languages from now on.
    public var languages: [LanguageCode]?
    public var email: Change<Personal<EmailAddress>>?
    public var phone: Change<Personal<PhoneNumber>>?
    public var targetGroup: Change<TargetGroup>?

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

  public typealias Output = Receipt<Client>
}
