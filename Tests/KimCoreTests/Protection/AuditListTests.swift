import KimAPI
import KimTestSupport
import Testing

@Suite("audit.list")
struct AuditListTests {
  @Test("Who did what to what is listed, the newest first, never what was in it")
  func lists() async throws {
    try await Office.open { office in
      let client = try await office.registerClient("Zzcanary")
      let entry = try await office.call(
        AuditList.self,
        .init(limit: PageLimit(1)),
        as: .officer
      ).items.first
      #expect(entry?.method == "client.register")
      #expect(entry?.action == .write && entry?.outcome == "ok" && entry?.count == 1)
      #expect(entry?.uid == Int(Person.manager.uid))
      #expect(entry?.staff?.id == (try office.id(of: .manager)))
      #expect(entry?.subjectKind == "client" && entry?.subject == client.text)
      #expect(entry?.at == office.world.now)
      let reply = try await office.reply("audit.list", [:], as: .officer)
      #expect(!reply.contains("Zzcanary"))
    }
  }

  @Test("Caller, subject and action filter")
  func filters() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      _ = try await office.giveConsent(client)
      _ = try await fault { try await office.registerClient(as: .coordinator) }
      let subject = try #require(ID<AuditEntry>(client.text))
      let ofSubject = try await office.call(AuditList.self, .init(subject: subject), as: .officer)
      #expect(ofSubject.items.map(\.method) == ["client.register"])
      let refused = try await office.call(AuditList.self, .init(action: .refuse), as: .officer)
      #expect(refused.items.map(\.outcome) == ["forbidden"])
      let ofManager = try await office.call(
        AuditList.self,
        .init(uid: Int(Person.manager.uid)),
        as: .officer
      )
      #expect(ofManager.items.map(\.method) == ["consent.give", "client.register"])
      let none = try await office.call(AuditList.self, .init(subject: .sample), as: .officer)
      #expect(none.items.isEmpty && none.next == nil)
    }
  }

  @Test("Page by page it is the same list")
  func pages() async throws {
    try await Office.open { office in
      for _ in 0..<5 { _ = try await office.registerClient() }
      let uid = Int(Person.manager.uid)
      let parts = try await KimCoreTests.pages { cursor in
        try await office.call(
          AuditList.self,
          .init(uid: uid, limit: PageLimit(2), cursor: cursor),
          as: .officer
        )
      }
      #expect(parts.map(\.count) == [2, 2, 1])
      let numbers = parts.flatMap(\.self).map(\.seq)
      #expect(numbers == numbers.sorted(by: >))
      #expect(Set(numbers).count == 5)
    }
  }

  @Test("A cursor of another filter or of nobody's is refused")
  func cursors() async throws {
    try await Office.open { office in
      let next = try await office.call(
        AuditList.self,
        .init(limit: PageLimit(2)),
        as: .officer
      ).next
      #expect(next != nil)
      for params in [
        AuditList.Params(action: .write, cursor: next), .init(cursor: try valid("garbage")),
      ] {
        let fault = try await fault { try await office.call(AuditList.self, params, as: .officer) }
        #expect(fault?.kind == .cursorMismatch)
      }
    }
  }

  @Test("What is no action is named")
  func wrongInput() async throws {
    try await Office.open { office in
      let reply = try await office.reply("audit.list", ["action": "look"], as: .officer)
      #expect(reply.contains("invalid_params") && reply.contains("\"path\":\"action\""))
    }
  }
}
