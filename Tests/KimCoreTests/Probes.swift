import KimAPI
import KimTestSupport
import Testing

/// A value of the wire out of its text; a test that misspells one fails.
func valid<Value: StringValue>(_ text: String) throws -> Value {
  try #require(Value(text), "\(text) is \(Value.expected)")
}

/// A personal value out of its text.
func personal<Value: StringValue>(_ text: String) throws -> Personal<Value> {
  Personal(try valid(text))
}

/// All pages of a list; each is asked for with the cursor of the one before.
func pages<Item>(_ ask: (Token?) async throws -> Page<Item>) async throws -> [[Item]] {
  var pages: [[Item]] = []
  var cursor: Token?
  repeat {
    let page = try await ask(cursor)
    pages.append(page.items)
    cursor = page.next
  } while cursor != nil && pages.count < 50
  return pages
}

extension Fault {
  /// One of the details.
  subscript(key: String) -> JSON? { details.first { $0.key == key }?.value }

  /// Texts of a detail that is a list.
  func texts(_ key: String) -> [String] { self[key]?.items?.compactMap(\.text) ?? [] }
}

extension Office {
  /// Registers a client with a family name alone.
  func registerProbe(
    _ familyName: String = "Probe",
    in municipality: String = "nord",
    email: String? = nil,
    as person: Person = .manager
  ) async throws -> ID<Client> {
    try await call(
      ClientRegister.self,
      .init(
        municipality: valid(municipality),
        familyName: personal(familyName),
        email: email.map { try personal($0) }
      ),
      as: person
    ).id
  }

  /// Opens a case for a client, for a new one where none is named.
  func openProbe(
    _ client: ID<Client>? = nil,
    as person: Person = .manager
  ) async throws -> CaseOpen.Output {
    var whose = client
    if whose == nil { whose = try await registerProbe(as: person) }
    return try await call(
      CaseOpen.self,
      .init(client: .id(#require(whose)), municipality: valid("nord"), intakeSource: .onTheirOwn),
      as: person
    )
  }

  /// Records a consent to some purposes.
  func consentProbe(
    _ client: ID<Client>,
    to purposes: [ConsentPurpose] = [.caseWork],
    as person: Person = .manager
  ) async throws -> Receipt<Consent> {
    try await call(
      ConsentGive.self,
      .init(
        client: .id(client),
        purposes: purposes,
        form: .signed,
        noticeVersion: valid("2026-01"),
        language: valid("ar")
      ),
      as: person
    )
  }

  /// The raw reply line of a method.
  func reply(_ method: String, _ params: JSON, as person: Person = .manager) async throws -> String
  {
    let request: JSON = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": params]
    return try #require(await line(request.line, as: person))
  }

  /// Asks for an id that nobody has and for one that the caller may not know of: the replies are
  /// the same bytes.
  func expectAlike(
    _ method: String,
    hidden: String,
    key: String = "id",
    unknown: String = "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b",
    with others: [JSON.Member] = [],
    as person: Person,
    at place: SourceLocation = #_sourceLocation
  ) async throws {
    let toUnknown = try await reply(
      method,
      .object([.init(key, .string(unknown))] + others),
      as: person
    )
    let toHidden = try await reply(
      method,
      .object([.init(key, .string(hidden))] + others),
      as: person
    )
    #expect(toUnknown.contains("\"kind\":\"not_found\""), sourceLocation: place)
    #expect(toUnknown == toHidden, sourceLocation: place)
  }
}
