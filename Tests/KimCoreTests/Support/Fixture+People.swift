import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Clients with consents and cases.
extension Fixture {
  /// Registers a client with a family name alone.
  func registerClient(
    _ familyName: String = "Probe",
    in municipality: String = "nord",
    email: String? = nil,
    as person: Person = .manager
  ) async throws -> ID<Client> {
    try await office.call(
      ClientRegister.self,
      .init(
        municipality: valid(municipality),
        familyName: personal(familyName),
        email: email.map { try personal($0) }
      ),
      as: person
    ).id
  }

  /// A client of the caller's place with what a reminder needs; each part can be left out.
  func client(
    email: String? = "probe@example.org",
    phone: String? = nil,
    languages: [String] = [],
    consents: Bool = true,
    as person: Person = .manager
  ) async throws -> ID<Client> {
    let client = try await office.call(
      ClientRegister.self,
      .init(
        municipality: valid(person.municipalities.first ?? "nord"),
        familyName: personal("Probe"),
        languages: languages.map { try valid($0) },
        email: email.map { try personal($0) },
        phone: phone.map { try personal($0) }
      ),
      as: person
    )
    if consents { _ = try await giveConsent(client.id, to: [.contactByChannel], as: person) }
    return client.id
  }

  /// Records a consent to some purposes.
  func giveConsent(
    _ client: ID<Client>,
    to purposes: [ConsentPurpose] = [.caseWork],
    as person: Person = .manager
  ) async throws -> Receipt<Consent> {
    try await office.call(
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

  /// Opens a case at the caller's place for a client, for a new one where none is named.
  func openCase(
    _ client: ID<Client>? = nil,
    as person: Person = .manager
  ) async throws -> CaseOpen.Output {
    let place = person.municipalities.first ?? "nord"
    var whose = client
    if whose == nil { whose = try await registerClient(in: place, as: person) }
    return try await office.call(
      CaseOpen.self,
      .init(client: .id(#require(whose)), municipality: valid(place), intakeSource: .onTheirOwn),
      as: person
    )
  }
}

extension Office {
  /// Adds somebody beside the fixture's staff, as a person describes them; other grants than theirs may be said.
  @discardableResult
  func add(_ person: Person, grants: [Grant]? = nil) async throws -> ID<Staff> {
    try await call(
      StaffAdd.self,
      .init(
        login: valid(person.login),
        name: valid("Fixture \(person.login)"),
        roles: grants == nil ? person.roles : nil,
        municipalities: grants == nil ? person.municipalities.map { try valid($0) } : nil,
        grants: grants,
        region: person.region.map { try valid($0) },
        uid: Int(person.uid)
      ),
      as: .lead
    ).id
  }

  /// Gives somebody a right out of the ordinary for a while, past the methods that are to come.
  func stand(
    _ staff: ID<Staff>,
    _ relation: RelationName,
    to subject: String,
    since: Int64 = 0,
    until: Int64 = 3600
  ) async throws {
    let now = world.now
    let (begin, end) = (now.adding(seconds: since), now.adding(seconds: until))
    try await execute(
      """
      INSERT INTO standing(id,staff,relation,subject,since,until)
      VALUES(randomblob(16),x'\(staff.text.hexadecimal)','\(relation.rawValue)',x'\(subject.hexadecimal)',
        \(begin.microseconds),\(end.microseconds))
      """
    )
    try await reloadRoster()
  }

  /// Lets the store look at staff and standing anew, as after a change of them.
  private func reloadRoster() async throws {
    let lead = try await call(StaffShow.self, .init(id: .name(valid("lead"))))
    try await call(
      StaffUpdate.self,
      .init(id: .id(lead.id), ifRev: lead.rev, name: lead.name),
      as: .lead
    )
  }

  /// Adds municipalities by region and social districts by municipality to the organisation.
  func load(
    municipalities: KeyValuePairs<String, String> = [:],
    districts: KeyValuePairs<String, String> = [:]
  ) async throws {
    var part = Organisation.fixture
    part.municipalities += try municipalities.map {
      .init(id: try valid($0.key), name: try valid($0.key), region: try valid($0.value))
    }
    part.socialDistricts += try districts.map {
      .init(id: try valid($0.key), name: try valid($0.key), municipality: try valid($0.value))
    }
    _ = try await call(OrganisationLoad.self, .init(organisation: part), as: .coordinator)
  }
}
