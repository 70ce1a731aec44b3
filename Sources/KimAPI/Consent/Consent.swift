/// A consent to processing (Einverständniserklärung; DSGVO articles 6, 7 and 9).
public struct Consent: Codable, Sendable, Equatable {
  /// Identity.
  public var id: ID<Consent>
  /// Revision, from 1.
  public var rev: Int
  /// Whose.
  public var client: Ref<Client>
  /// Whether it is in force.
  public var state: ConsentState
  /// What it allows.
  public var purposes: [ConsentPurpose]
  /// How it was given.
  public var form: ConsentForm
  /// Version of the notice that was explained.
  public var noticeVersion: Label
  /// Language in which it was explained.
  public var language: LanguageCode
  /// When it was given.
  public var givenAt: Timestamp
  /// When it was withdrawn.
  public var withdrawnAt: Timestamp?

  /// All fields; what is optional may be left out.
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
