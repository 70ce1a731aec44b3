import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("client.register, likely duplicates")
struct PossibleDuplicateTests {
  private static func register(
    _ office: Office,
    birthDate: String? = nil,
    searched: Bool? = nil,
    as person: Person = .manager
  ) async throws -> Answered<ClientRegister.Output> {
    try await office.ask(
      ClientRegister.self,
      .init(
        municipality: valid(person.municipalities[0]),
        givenName: personal("Samira"),
        familyName: personal("Probe-Muster"),
        birthDate: birthDate.map { try personal($0) },
        searched: searched
      ),
      as: person
    )
  }

  @Test("Who may be the same person is told by number, with a warning, and nothing else of them")
  func told() async throws {
    try await Office.open { office in
      // Given a client whose case is a colleague's,
      let first = try await Self.register(office, as: .colleague).output
      _ = try await office.openCase(first.id, as: .colleague)
      // when somebody else of the place registers the same names,
      let second = try await Self.register(office)
      // then the number is told, which show does not find for them.
      #expect(second.output.possibleDuplicates.map(\.id) == [first.id])
      #expect(second.output.possibleDuplicates.first?.label.text == first.number.text)
      #expect(second.meta?.warnings == [.possibleDuplicate])
      let shown = try await fault {
        try await office.call(ClientShow.self, .init(number: first.number))
      }
      #expect(shown == .notFound("client"))
    }
  }

  @Test("Another year of birth is another person, a missing one may be the same")
  func years() async throws {
    try await Office.open { office in
      let first = try await Self.register(office, birthDate: "1990-05").output
      let other = try await Self.register(office, birthDate: "1991").output
      #expect(other.possibleDuplicates.isEmpty)
      let same = try await Self.register(office, birthDate: "1990").output
      #expect(same.possibleDuplicates.map(\.id) == [first.id])
      let unknown = try await Self.register(office).output
      #expect(Set(unknown.possibleDuplicates.map(\.id)) == [first.id, other.id, same.id])
    }
  }

  @Test("Who has searched before is not warned, and the audit entry bears it")
  func searched() async throws {
    try await Office.open { office in
      let first = try await Self.register(office).output
      let second = try await Self.register(office, searched: true)
      #expect(second.output.possibleDuplicates.map(\.id) == [first.id])
      #expect(second.meta?.warnings == [])
      let entries = try await office.call(
        AuditList.self,
        .init(client: .id(second.output.id)),
        as: .officer
      ).items
      #expect(entries.map(\.fields) == [["searched"]])
    }
  }

  @Test("Nobody elsewhere is told of, and a trial tells before anything is written")
  func elsewhere() async throws {
    try await Office.open { office in
      let first = try await Self.register(office).output
      let far = try await Self.register(office, as: .faraway)
      #expect(far.output.possibleDuplicates.isEmpty && far.meta?.warnings == [])
      let params = ClientRegister.Params(
        municipality: try valid("nord"),
        givenName: try personal("Samira"),
        familyName: try personal("Probe-Muster")
      )
      let trial = try await office.ask(ClientRegister.self, params, meta: .init(dryRun: true))
      #expect(trial.output.possibleDuplicates.map(\.id) == [first.id])
    }
  }
}
