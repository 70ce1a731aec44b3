import FoundationEssentials
import GRDB
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("Sealed on the disk")
struct SealTests {
  private static let canaries = [
    "Zzgivenname", "Zzfamilyname", "1987-06-05", "zzmail@example.org", "+49 987654321",
    "Zznotetext",
    "Zzreason", "Zzquery",
  ]

  @Test("Nothing personal lies readable in any file of the state directory")
  func canariesOnDisk() async throws {
    try await StateDirectory.furnished { directory in
      try await directory.office { office in
        func meta(_ key: String) throws -> RequestMeta {
          .init(idempotencyKey: try valid(key), reason: try valid("Zzreason"))
        }
        let made = try await office.call(
          ClientRegister.self,
          .init(
            municipality: valid("nord"),
            givenName: personal("Zzgivenname"),
            familyName: personal("Zzfamilyname"),
            birthDate: personal("1987-06-05"),
            email: personal("zzmail@example.org"),
            phone: personal("+49 987654321")
          ),
          meta: meta("k1")
        )
        let opened = try await office.openCase(made.id)
        try await office.call(
          CaseNote.self,
          .init(id: .id(opened.id), text: personal("Zznotetext")),
          meta: meta("k2")
        )
        let shown = try await office.call(ClientShow.self, .init(id: made.id))
        #expect(shown.familyName?.value.text == "Zzfamilyname")
        _ = try await office.call(ClientFind.self, .init(query: personal("Zzquery")))
        #expect(try directory.bytes("kim.db-wal").holds("client.register"))
        try Self.expectNoCanary(in: directory)
      }
      try Self.expectNoCanary(in: directory)
      // What is not personal is found by the same search.
      #expect(try directory.bytes("kim.db").holds("rathaus-nord"))
      let answers = try directory.raw {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM idempotency")
      }
      #expect(answers == 2)
    }
  }

  private static func expectNoCanary(in directory: StateDirectory) throws {
    let names = try directory.names()
    #expect(names.contains("kim.db") && names.contains("keys.db"))
    for name in names {
      let bytes = try directory.bytes(name)
      for canary in canaries {
        for text in [canary, canary.lowercased()] {
          #expect(!bytes.holds(text), "\(canary) in \(name)")
        }
      }
    }
  }

  @Test("A flipped bit in a sealed value is found when it is read, and nothing is shown")
  func flipped() async throws {
    try await StateDirectory.furnished { directory in
      let client = try await directory.office { try await $0.registerClient("Zzfamilyname") }
      for index in [0, 5, 15, 40] {
        try directory.flip(byte: index, ofFamilyNameOf: client)
        try await directory.expectDamaged(client)
        try directory.flip(byte: index, ofFamilyNameOf: client)
      }
      try await directory.office { office in
        let shown = try await office.call(ClientShow.self, .init(id: client))
        #expect(shown.familyName?.value.text == "Zzfamilyname")
      }
    }
  }

  @Test("Values that were swapped between rows or columns do not open")
  func swapped() async throws {
    try await StateDirectory.furnished { directory in
      let (one, two) = try await directory.office { office in
        (try await office.registerClient("Eins"), try await office.registerClient("Zwei"))
      }
      try directory.raw { database in
        let names = try [one, two].map { id in
          try Data.fetchOne(
            database,
            sql: "SELECT familyName FROM client WHERE id=?",
            arguments: [Data(column: id.column)]
          )
        }
        for (id, name) in zip([two, one], names) {
          try database.execute(
            sql: "UPDATE client SET familyName=? WHERE id=?",
            arguments: [name, Data(column: id.column)]
          )
        }
      }
      try await directory.expectDamaged(one)
      try await directory.expectDamaged(two)
    }
    try await StateDirectory.furnished { directory in
      let client = try await directory.office { try await $0.registerClient("Eins") }
      try directory.raw {
        try $0.execute(sql: "UPDATE client SET givenName=familyName,familyName=NULL")
      }
      try await directory.expectDamaged(client)
    }
  }

  @Test("Values under another person's key do not open")
  func otherKey() async throws {
    try await StateDirectory.furnished { directory in
      let client = try await directory.office { try await $0.registerClient("Eins") }
      try directory.raw { try $0.execute(sql: "UPDATE client SET keyNumber=2") }
      try await directory.expectDamaged(client)
    }
  }

  @Test("Without its key a value is gone for good")
  func keyGone() async throws {
    try await StateDirectory.furnished { directory in
      let client = try await directory.office { try await $0.registerClient("Eins") }
      try directory.raw("keys.db") { try $0.execute(sql: "DELETE FROM clientKey WHERE number=1") }
      try await directory.expectDamaged(client)
    }
  }
}

extension StateDirectory {
  fileprivate func flip(byte index: Int, ofFamilyNameOf client: ID<Client>) throws {
    try raw { database in
      let name = try Data.fetchOne(
        database,
        sql: "SELECT familyName FROM client WHERE id=?",
        arguments: [Data(column: client.column)]
      )
      var bytes = Array(try #require(name))
      bytes[index] ^= 1
      try database.execute(
        sql: "UPDATE client SET familyName=? WHERE id=?",
        arguments: [Data(bytes), Data(column: client.column)]
      )
    }
  }

  /// A client of which something does not open is not shown.
  fileprivate func expectDamaged(
    _ client: ID<Client>,
    at place: SourceLocation = #_sourceLocation
  ) async throws {
    try await office { office in
      let reply = try await office.reply("client.show", ["id": .string(client.text)])
      #expect(reply.contains("\"kind\":\"data_damaged\""), sourceLocation: place)
      #expect(!reply.contains("result"), sourceLocation: place)
    }
  }
}

extension Data {
  /// Whether the bytes of a text are somewhere in these.
  fileprivate func holds(_ text: String) -> Bool { firstRange(of: Data(text.utf8)) != nil }
}
