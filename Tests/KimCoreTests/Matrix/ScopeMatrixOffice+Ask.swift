import FoundationEssentials
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

extension ScopeMatrixOffice {
  /// Whether a role of somebody may call a method at all, by the permission matrix.
  func isAllowed(_ method: String, to person: Person) -> Bool {
    guard let wanted = PermissionMatrixTests.allowed[method] else { return false }
    let roles = person == .daemon ? [.operator] : person.roles
    return wanted.map { !$0.isDisjoint(with: roles) } ?? true
  }

  /// The raw reply to a method that names something by a field; all else in the params fits whoever asks.
  func ask(
    _ question: ScopeMatrixTests.Question,
    _ name: String,
    _ tie: Tie,
    isDry: Bool
  ) async throws -> String {
    let fitting = fitting(question, tie)
    let sample = try Samples.params(of: question.method).members ?? []
    var members = sample.map { JSON.Member($0.key, fitting[$0.key] ?? $0.value) }
    for key in Self.beside[question.label] ?? [] where !members.contains(where: { $0.key == key }) {
      members.append(.init(key, try #require(fitting[key], "\(key)")))
    }
    members = Self.put(.string(name), at: question.path[...], in: members, fitting)
    if isDry { members.append(.init("_meta", ["dryRun": true])) }
    return try await office.reply(question.method.name, .object(members), as: tie.person)
  }

  /// Optional params that a name needs beside it.
  private static let beside: [String: [String]] = [
    "staff.add municipalities": ["roles", "uid"], "staff.add socialDistricts": ["roles", "uid"],
    "staff.add region": ["roles", "uid"], "staff.add grants.municipalities": ["uid"],
    "staff.add grants.socialDistricts": ["uid"], "ticket.issue client": ["site"],
    "ticket.issue appointment": ["site"], "ticket.issue serviceType": ["site"],
  ]

  /// Values for whatever stands beside the name, such that nothing but the name decides.
  private func fitting(_ question: ScopeMatrixTests.Question, _ tie: Tie) -> [String: JSON] {
    let isAtDesk = question.type == "Appointment" && tie.relation == "twoRoles"
    let place = isAtDesk ? "nord" : tie.person.municipalities.first ?? "nord"
    let isSubject = question.path == ["id"]
    let whose = clients[tie.person.login]?.text ?? ID<Client>.sample.text
    var values: [String: JSON] = [
      "ifRev": .integer(isSubject ? tie.thing.rev : 1), "site": .string("rathaus-" + place),
      "serviceType": "auskunft", "municipality": .string(place), "client": .string(whose),
      "start": "2026-11-24T09:00", "from": "2026-11-24", "to": "2026-11-24", "desk": "1",
      "text": "Probe", "purposes": ["case_work"], "form": "signed", "noticeVersion": "1",
      "language": "de", "intakeSource": "self", "by": "office", "login": "newcomer",
      "name": "Fixture", "uid": 2999, "roles": ["case_manager"], "role": "case_manager",
      "reason": question.method.name == "case.close" ? "moved_away" : "Probe",
    ]
    if let session = sessions[place] { values["session"] = .string(session.text) }
    // Whoever changes something else names it rightly: a client of their own, a colleague.
    if !isSubject {
      values["id"] = question.method.name.hasPrefix("staff.") ? "frontdesk" : .string(whose)
    }
    // A site stands beside the number of a ticket.
    if question.type == "Site",
      question.method.paramsShape.fields.contains(where: { $0.name == "id" })
    {
      values["id"] = ticketNumber.map { .string($0.text) }
    }
    return values
  }

  /// Puts a value at the end of a path, with what an object on the way needs beside it.
  private static func put(
    _ value: JSON,
    at path: ArraySlice<String>,
    in members: [JSON.Member],
    _ fitting: [String: JSON]
  ) -> [JSON.Member] {
    guard let step = path.first else { return members }
    let key = step.replacing("[]", with: "")
    var inner = value
    if path.count > 1 {
      let beside = fitting["role"].map { [JSON.Member("role", $0)] } ?? []
      inner = .object(put(value, at: path.dropFirst(), in: beside, fitting))
    }
    return members.filter { $0.key != key } + [.init(key, step == key ? inner : [inner])]
  }

  /// All rows of all tables but what is written about every request.
  func contents() async throws -> [String: [String]] {
    let writer = try #require(office.desk.writer)
    return try await writer.read { context in
      var contents: [String: [String]] = [:]
      for table in Tables.all where table != AuditRecord.self && table != Idempotency.self {
        var rows: [String] = []
        try context.engine.rows("/* a test */ SELECT * FROM \(table.table)", []) { row in
          let values = (0..<row.count).map { "\(row.value($0))" }
          if values.first != "\(AuditChain.headName.column)" {
            rows.append(values.joined(separator: "|"))
          }
          return true
        }
        contents[table.table] = rows.sorted()
      }
      return contents
    }
  }
}
