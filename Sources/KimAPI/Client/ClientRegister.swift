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

    public init(
      municipality: Slug<Municipality>,
      socialDistrict: Slug<SocialDistrict>? = nil,
      givenName: Personal<Label>? = nil,
      familyName: Personal<Label>? = nil,
      birthDate: Personal<BirthDate>? = nil,
      languages: [LanguageCode]? = nil,
      email: Personal<EmailAddress>? = nil,
      phone: Personal<PhoneNumber>? = nil,
      targetGroup: TargetGroup? = nil
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
    }
  }

  public typealias Output = NumberedReceipt<Client>
}
