import KimAPI

struct ClientRecord: Revised {
  static let table = "client"
  static let topic = Topic.client
  var id: ID<Client>
  var rev: Int
  var number: Number<Client>
  var state: ClientState
  var municipality: Slug<Municipality>
  var keyNumber: Int
  var givenName: Sealed<Label>?
  var familyName: Sealed<Label>?
  var birthDate: Sealed<BirthDate>?
  var languages: [LanguageCode]
  var email: Sealed<EmailAddress>?
  var phone: Sealed<PhoneNumber>?
  var targetGroup: TargetGroup?
  var createdAt: Timestamp

  /// Case managers know the clients of their municipalities whose open case is nobody else's, and those of their own
  /// cases wherever they live; nobody else knows clients by name.
  static func scope(of caller: Caller) -> Predicate {
    guard caller.holds(.caseManager), let staff = caller.staff else { return .none }
    let here =
      Predicate.municipality("client.municipality", of: caller)
      && Predicate(
        """
        NOT EXISTS(SELECT 1 FROM "case" c
          WHERE c.client=client.id AND c.state<>'closed' AND c.caseManager<>?)
        """,
        [staff]
      )
    let own = Predicate(
      "EXISTS(SELECT 1 FROM \"case\" c WHERE c.client=client.id AND c.caseManager=?)",
      [staff]
    )
    return here || own
  }
}

extension StoreContext where Self: ~Copyable {
  /// Opens and seals the values of a client.
  borrowing func safe(of row: ClientRecord) throws -> Safe {
    try safe(ClientRecord.self, row.id, key: row.keyNumber)
  }

  /// How much is known of a client whom the caller may know of, or `not_found`; nothing personal is fetched for it.
  borrowing func state(of client: ID<Client>) throws -> ClientState {
    let scoped = Predicate("id=?", [client]) && ClientRecord.scope(of: caller)
    let state = try value(
      ClientState.self,
      "SELECT state FROM client WHERE \(scoped.sql)",
      scoped.arguments
    )
    guard let state else { throw Fault.notFound(ClientRecord.noun) }
    return state
  }

  /// Opens and seals values of a row that concerns a client, or nobody whom the office knows.
  borrowing func safe<R: Record>(
    _ type: R.Type,
    _ row: R.Key,
    of client: ID<Client>?
  ) throws -> Safe
  where R.Key: StringValue {
    try safe(type, row, key: client.map { try keyNumber(of: $0) })
  }

  /// The key under which whatever concerns a client is sealed.
  borrowing func keyNumber(of client: ID<Client>) throws -> Int {
    let number = try value(Int.self, "SELECT keyNumber FROM client WHERE id=?", [client])
    guard let number else { throw SealFailure.keyGone }
    return number
  }
}
