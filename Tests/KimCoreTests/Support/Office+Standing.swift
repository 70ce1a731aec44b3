import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

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
    try await Hall(self).execute(
      """
      INSERT INTO standing(staff,relation,subject,since,until)
      VALUES(x'\(staff.text.hexadecimal)','\(relation.rawValue)',x'\(subject.hexadecimal)',
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
}

extension String {
  /// The bytes of an id as SQL writes them.
  var hexadecimal: String { replacing("-", with: "") }
}

extension Office {
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
