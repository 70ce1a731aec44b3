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

  /// A consent is known to those who know its client.
  static func scope(of caller: Caller) -> Predicate { .client("consent.client", of: caller) }

  static let machine = Machine<ConsentState>(
    .begin(ConsentGive.self, to: .given),
    .by(ConsentWithdraw.self, from: [.given], to: .withdrawn)
  )

  mutating func enter(at now: Timestamp) {
    if state == .withdrawn { withdrawnAt = now }
  }
}

extension Predicate {
  /// A column of clients holds one whom the caller may know of.
  static func client(_ column: String, of caller: Caller) -> Predicate {
    let scope = ClientRecord.scope(of: caller)
    return Predicate(
      "EXISTS(SELECT 1 FROM client WHERE client.id=\(column) AND (\(scope.sql)))",
      scope.arguments
    )
  }
}

extension Consent {
  init(_ row: ConsentRecord) {
    self.init(
      id: row.id,
      rev: row.rev,
      client: row.client,
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
