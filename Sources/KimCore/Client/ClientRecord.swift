import KimAPI

struct ClientRecord: Revised {
  typealias Root = ClientRecord
  static let table = "client"
  static let topic = Topic.client
  var id: ID<Client>
  var rev: Int
  var number: Number<Client>
  var state: ClientState
  var municipality: Slug<Municipality>
  var socialDistrict: Slug<SocialDistrict>?
  var keyNumber: Int
  var givenName: Sealed<Label>?
  var familyName: Sealed<Label>?
  var birthDate: Sealed<BirthDate>?
  var languages: [LanguageCode]
  var email: Sealed<EmailAddress>?
  var phone: Sealed<PhoneNumber>?
  var targetGroup: TargetGroup?
  var createdAt: Timestamp

  /// That somebody is there is not told of who is only known to be there.
  static var told: Sight { .pseudonymised }
  static var isContent: Bool { true }
  var concerned: (client: ID<Client>?, case: ID<Case>?) { (id, nil) }
}

extension StoreContext where Self: ~Copyable {
  /// How much is known of a client.
  borrowing func state(of client: ID<Client>) throws -> ClientState {
    let state = try value(ClientState.self, "SELECT state FROM client WHERE id=?", [client])
    guard let state else { throw Fault.notFound(ClientRecord.noun) }
    return state
  }

  /// Opens and seals the values of a client.
  borrowing func safe(of row: ClientRecord) throws -> Safe {
    try safe(ClientRecord.self, row.id, key: row.keyNumber, of: row.subject)
  }

  /// Opens and seals values of a row that concerns a client, or nobody whom the office knows.
  borrowing func safe<R: Revised>(of row: R) throws -> Safe {
    let number = try row.concerned.client.map { try keyNumber(of: $0) }
    return try safe(R.self, row.id, key: number, of: row.subject)
  }

  /// The key under which whatever concerns a client is sealed.
  borrowing func keyNumber(of client: ID<Client>) throws -> Int {
    let number = try value(Int.self, "SELECT keyNumber FROM client WHERE id=?", [client])
    guard let number else { throw SealFailure.keyGone }
    return number
  }
}
