/// Records that a client gave consent; a consent is never changed afterwards.
public enum ConsentGive: WriteMethod {
  /// `consent.give`.
  public static let name = "consent.give"
  /// See ``Permission/consentWrite``.
  public static let permission = Permission.consentWrite
  /// One sentence.
  public static let summary =
    "Records that a client gave consent; a consent is never changed afterwards."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Who gave it.
    public var client: Named<Client>
    /// What it allows, at least one.
    public var purposes: [ConsentPurpose]
    /// How it was given.
    public var form: ConsentForm
    /// Version of the notice that was explained.
    public var noticeVersion: Label
    /// Language in which it was explained.
    public var language: LanguageCode

    /// All fields; what is optional may be left out.
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

  /// `given`.
  public typealias Output = Receipt<Consent>
}
