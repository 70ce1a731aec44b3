/// Records that a client gave consent; a consent is never changed afterwards.
public enum ConsentGive: WriteMethod {
  public static let name = "consent.give"
  public static let permission = Permission.consentWrite
  public static let summary =
    "Records that a client gave consent; a consent is never changed afterwards."

  public struct Params: Codable, Sendable, Equatable {
    /// Who gave it.
    public var client: Named<Client>
    /// What it allows, at least one.
    public var purposes: [ConsentPurpose]
    public var form: ConsentForm
    public var noticeVersion: Label
    public var language: LanguageCode

    public init(
      client: Named<Client>,
      purposes: [ConsentPurpose],
      form: ConsentForm,
      noticeVersion: Label,
      language: LanguageCode
    ) {
      self.client = client
      self.purposes = purposes
      self.form = form
      self.noticeVersion = noticeVersion
      self.language = language
    }
  }

  public typealias Output = Receipt<Consent>
}
