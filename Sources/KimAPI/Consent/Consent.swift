/// A consent to processing (Einverständniserklärung; DSGVO articles 6, 7 and 9).
public struct Consent: Codable, Sendable, Equatable {
  public var id: ID<Consent>
  public var rev: Int
  public var client: Ref<Client>
  public var state: ConsentState
  public var purposes: [ConsentPurpose]
  public var form: ConsentForm
  /// Version of the notice that was explained.
  public var noticeVersion: Label
  /// Language in which it was explained.
  public var language: LanguageCode
  /// When it was given.
  public var givenAt: Timestamp
  /// When it was withdrawn.
  public var withdrawnAt: Timestamp?

  public init(
    id: ID<Consent>,
    rev: Int,
    client: Ref<Client>,
    state: ConsentState,
    purposes: [ConsentPurpose],
    form: ConsentForm,
    noticeVersion: Label,
    language: LanguageCode,
    givenAt: Timestamp,
    withdrawnAt: Timestamp? = nil
  ) {
    self.id = id
    self.rev = rev
    self.client = client
    self.state = state
    self.purposes = purposes
    self.form = form
    self.noticeVersion = noticeVersion
    self.language = language
    self.givenAt = givenAt
    self.withdrawnAt = withdrawnAt
  }
}
