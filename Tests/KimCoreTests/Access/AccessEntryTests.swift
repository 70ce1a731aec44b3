import FoundationEssentials
import GRDB
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// What a look or a change leaves in the audit: by which relation, why, whose.
@Suite("Access entries", .timeLimit(.minutes(5)))
struct AccessEntryTests {
  private static let substitute = Person("substitute", 2001, [.caseManager], ["sued"], region: "r2")
  private static let breaker = Person("breaker", 2002, [.caseManager], ["sued"], region: "r2")

  /// The entries about a client, the oldest first.
  private static func entries(
    _ client: ID<Client>,
    _ office: Office,
    action: AuditAction? = nil
  ) async throws -> [AuditEntry] {
    // The next write takes along what waits.
    _ = try await office.registerClient("Weckruf", in: "sued", as: .faraway)
    return try await office.call(
      AuditList.self,
      .init(client: .id(client), action: action),
      as: .officer
    ).items.reversed()
  }

  @Test func `a full case without a note leaves an entry of its own, with the relation`()
    async throws
  {
    try await Office.open { office in
      let client = try await office.registerClient()
      let opened = try await office.openCase(client)
      let breaker = try await office.add(Self.breaker)
      try await office.stand(breaker, .breakGlass, to: opened.id.text)
      for person in [Person.manager, Self.breaker, .coordinator, .colleague] {
        _ = try await office.call(CaseShow.self, .init(id: opened.id), as: person)
      }
      _ = try await office.call(CaseHistory.self, .init(id: .id(opened.id)))
      // Whoever sees that it is there, and no more, reads nothing.
      let reads = try await Self.entries(client, office, action: .read)
      #expect(reads.map(\.method) == ["case.show", "case.show", "case.show", "case.history"])
      #expect(reads.map(\.relation) == [.own, .breakGlass, .supervision, .own])
      #expect(reads.map(\.uid) == [1001, 2002, 1004, 1001])
      for read in reads {
        #expect(read.subjectKind == "case" && read.subject == opened.id.text)
        #expect(read.case?.id == opened.id && read.client?.id == client && !read.hasReason)
      }
    }
  }

  @Test func `why somebody read stands in the entry, sealed`() async throws {
    try await StateDirectory.furnished { directory in
      let client = try await directory.office { office in
        let client = try await office.registerClient()
        _ = try await office.call(
          ClientShow.self,
          .init(id: client),
          meta: .init(reason: valid("Zzcanary"))
        )
        _ = try await office.call(ClientShow.self, .init(id: client))
        let reads = try await Self.entries(client, office, action: .read)
        #expect(reads.map(\.hasReason) == [true, false])
        #expect(try await office.call(AuditVerify.self, as: .officer).ok)
        return client
      }
      let (box, seq) = try directory.raw { database in
        let row = try Row.fetchOne(
          database,
          sql: "SELECT reason,seq FROM audit WHERE action='read' ORDER BY seq"
        )
        let found = try #require(row)
        return (found[0] as Data, found[1] as Int)
      }
      #expect(!String(decoding: box, as: UTF8.self).contains("Zzcanary"))
      #expect(try directory.bytes("kim.db").firstRange(of: Data("Zzcanary".utf8)) == nil)
      // It is there for whoever holds the key.
      try await directory.office { office in
        let keys = try #require(office.desk.store).keys
        let text = try keys.own.open(box, as: "audit.reason/\(seq)")
        #expect(String(decoding: text, as: UTF8.self) == "Zzcanary")
        _ = try await office.call(ClientShow.self, .init(id: client))
      }
    }
  }

  @Test func `a search leaves an entry for each it found, by the relation that let them be seen`()
    async throws
  {
    try await Office.open { office in
      let own = try await office.registerClient("Probst")
      _ = try await office.openCase(own)
      let free = try await office.registerClient("Probst")
      let hidden = try await office.registerClient("Probst", as: .colleague)
      _ = try await office.openCase(hidden, as: .colleague)
      let found = try await office.call(ClientFind.self, .init(query: personal("Probst")))
      #expect(Set(found.items.map(\.id)) == [own, free])
      for (client, relations) in [(own, [RelationName.own]), (free, [.place]), (hidden, [])] {
        let reads = try await Self.entries(client, office, action: .read)
        #expect(reads.map(\.method) == relations.map { _ in "client.find" })
        #expect(reads.map(\.relation) == relations)
      }
    }
  }

  @Test func `a change bears the relation by which it was done`() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let substitute = try await office.add(Self.substitute)
      try await office.stand(substitute, .substituted, to: office.id(of: .manager).text)
      let opened = try await office.openCase(client)
      try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal("eigene")))
      try await office.call(
        CaseNote.self,
        .init(id: .id(opened.id), text: personal("für sie")),
        as: Self.substitute
      )
      try await office.call(
        ClientUpdate.self,
        .init(id: .id(client), ifRev: 1, email: .set(personal("probe@example.org"))),
        as: Self.substitute
      )
      try await office.book("2026-11-24T10:00", client: client, as: .frontDesk)
      let changes = try await Self.entries(client, office, action: .write)
        .filter { $0.subjectKind != "reminder" }
      #expect(
        changes.map { "\($0.method) \($0.relation?.rawValue ?? "-")" } == [
          "client.register place", "case.open place", "case.note own", "case.note substituted",
          "client.update substituted", "appointment.book place",
        ]
      )
    }
  }

  @Test func `a client opened to their new case manager is named by what let them be named`()
    async throws
  {
    try await Office.open { office in
      let client = try await office.registerClient()
      let opened = try await office.openCase(client)
      try await office.call(
        CaseClose.self,
        .init(id: .id(opened.id), ifRev: 1, reason: .movedAway)
      )
      // The last case manager is asked before the place.
      _ = try await office.openCase(client)
      let opens = try await Self.entries(client, office, action: .write)
        .filter { $0.method == "case.open" }
      #expect(opens.map(\.relation) == [.place, .own])
    }
  }

  @Test func `a dry run leaves what was read and nothing of what was tried`() async throws {
    try await Office.open { office in
      let client = try await office.registerClient(email: "probe@example.org")
      try await office.call(
        ClientUpdate.self,
        .init(id: .id(client), ifRev: 1, familyName: .set(personal("Neu"))),
        meta: .init(dryRun: true)
      )
      let entries = try await Self.entries(client, office)
      // On whom it was tried is noted, and what was opened for it.
      let tried = entries.filter { $0.method == "client.update" }
      #expect(entries.count == 3 && tried.allSatisfy { $0.action == .read })
      #expect(Set(tried.map(\.fields)) == [["dryRun"], ["familyName"]])
    }
  }
}
