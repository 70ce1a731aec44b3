import KimAPI

struct ConsentRecord: Staged {
  static let table = "consent"
  static let topic = Topic.consent
  var id: ID<Consent>
  var rev: Int
  var client: ID<Client>
  var state: ConsentState
  var purposes: [ConsentPurpose]
  var form: ConsentForm
  var noticeVersion: Label
  var language: LanguageCode
  var givenAt: Timestamp
  var withdrawnAt: Timestamp?

  static var told: Sight { .pseudonymised }
  var concerned: (client: ID<Client>?, case: ID<Case>?) { (client, nil) }

  static let machine = Machine<ConsentState>(
    .begin(ConsentGive.self, to: .given),
    .by(ConsentWithdraw.self, from: [.given], to: .withdrawn)
  )

  mutating func enter(at now: Timestamp) {
    if state == .withdrawn { withdrawnAt = now }
  }
}

extension Consent {
  init(_ row: ConsentRecord, of client: Ref<Client>) {
    self.init(
      id: row.id,
      rev: row.rev,
      client: client,
      state: row.state,
      purposes: row.purposes,
      form: row.form,
      noticeVersion: row.noticeVersion,
      language: row.language,
      givenAt: row.givenAt,
      withdrawnAt: row.withdrawnAt
    )
  }
}
