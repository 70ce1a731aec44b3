import Dispatch
import FoundationEssentials
import GRDB
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("Writing")
struct WriterTests {
  @Test("A request that fails in a group leaves the others of it alone")
  func group() async throws {
    try await Office.open { office in
      func register(_ municipality: String) -> JSON {
        [
          "jsonrpc": "2.0", "id": .string(municipality), "method": "client.register",
          "params": ["municipality": .string(municipality)],
        ]
      }
      let batch: JSON = .array(["nord", "west", "nord"].map(register))
      // The connection is held until all three wait, so that they are one group.
      let gate = DispatchSemaphore(value: 0)
      try #require(office.desk.store).perform { _ in gate.wait() }
      let peer = Peer(uid: Person.manager.uid, login: nil)
      let line = await withCheckedContinuation { continuation in
        office.desk.answer(Array(batch.line.utf8), from: peer) {
          continuation.resume(returning: $0)
        }
        gate.signal()
      }
      let replies = try StrictJSON.parse(#require(line)).items ?? []
      let serials = replies.map { $0["result"]?["number"]?.text?.prefix(11) }
      #expect(serials == ["K-2026-0001", nil, "K-2026-0002"])
      let entries = try await office.call(
        AuditList.self,
        .init(uid: Int(Person.manager.uid)),
        as: .officer
      ).items
      #expect(entries.map(\.outcome) == ["ok", "not_found", "ok"])
      #expect(try await office.call(AuditVerify.self, as: .officer).ok)
    }
  }

  @Test("A dry run answers as if done and leaves nothing")
  func dryRun() async throws {
    try await Office.open { office in
      let params = ClientRegister.Params(
        municipality: try valid("nord"),
        familyName: try personal("Probe")
      )
      let before = try await office.call(AuditVerify.self, as: .officer)
      let key: Token = try valid("k")
      let tried = try await office.ask(
        ClientRegister.self,
        params,
        meta: .init(idempotencyKey: key, dryRun: true)
      )
      #expect(tried.output.state == .minimal && tried.output.number.serial == 1)
      #expect(tried.meta?.seq == nil)
      let found = try await office.call(ClientFind.self, .init(query: personal("Probe")))
      #expect(found.items.isEmpty)
      #expect(try await office.call(AuditVerify.self, as: .officer) == before)
      let done = try await office.ask(
        ClientRegister.self,
        params,
        meta: .init(idempotencyKey: key)
      )
      #expect(done.output.number == tried.output.number)
      #expect(done.meta?.replayed == false)
    }
  }

  @Test("A dry run is refused like the real thing")
  func dryRunRefused() async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      _ = try await office.openCase(client)
      let fault = try await fault {
        try await office.call(
          CaseOpen.self,
          .init(client: .id(client), municipality: valid("nord"), intakeSource: .abh),
          meta: .init(dryRun: true)
        )
      }
      #expect(fault?.kind == .caseExists)
    }
  }

  @Test("The number of the change feed rises with every write")
  func seq() async throws {
    try await Office.open { office in
      var numbers: [Int] = []
      for _ in 0..<3 {
        let params = ClientRegister.Params(municipality: try valid("nord"))
        numbers.append(try #require(try await office.ask(ClientRegister.self, params).meta?.seq))
      }
      #expect(numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2])
    }
  }

  @Test(
    "A write leaves an entry that the feed tells for each thing it changed, a refusal one entry"
  )
  func entries() async throws {
    try await StateDirectory.furnished { directory in
      let (entries, changes) = try directory.counts()
      try await directory.office { office in
        let client = try await office.registerClient()
        let opened = try await office.openCase(client)
        let consent = try await office.giveConsent(client)
        try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal("x")))
        try await office.call(ConsentWithdraw.self, .init(id: consent.id))
        _ = try await fault { try await office.openCase(as: .coordinator) }
        _ = try await fault { try await office.call(ClientShow.self, .init(id: .sample)) }
      }
      let (entriesAfter, changesAfter) = try directory.counts()
      // The withdrawal closed the case as well: five calls, six things.
      #expect(entriesAfter["write"] == (entries["write"] ?? 0) + 6)
      #expect(entriesAfter["refuse"] == 2)
      #expect(changesAfter == changes + 6)
    }
  }

  @Test("The first refusal is an entry at once; equal ones of its minute are one more at its end")
  func refusals() async throws {
    try await Office.open { office in
      func refused() async throws -> [AuditEntry] {
        try await office.call(AuditList.self, .init(action: .refuse), as: .officer).items
      }
      func ask(_ person: Person) async throws {
        let fault = try await fault { try await office.call(CaseList.self, .init(), as: person) }
        #expect(fault?.kind == .forbidden)
      }
      for _ in 0..<3 { try await ask(.frontDesk) }
      try await ask(.automat)
      #expect(try await refused().map(\.uid) == [1007, 1005])
      #expect(try await refused().map(\.count) == [1, 1])
      office.world.advance(seconds: 59)
      try await ask(.frontDesk)
      let last = office.world.now
      #expect(try await refused().count == 2)
      office.world.advance(seconds: 1)
      try await ask(.frontDesk)
      let told = try await refused()
      #expect(told.map(\.count) == [1, 3, 1, 1])
      #expect(told[1].uid == 1005 && told[1].method == "case.list" && told[1].at == last)
      #expect(try await office.call(AuditVerify.self, as: .officer).ok)
    }
  }

  @Test("What was refused and not told of yet is told when the office closes")
  func refusalsAtClose() async throws {
    try await StateDirectory.furnished { directory in
      try await directory.office { office in
        for _ in 0..<4 {
          _ = try await fault { try await office.call(CaseList.self, .init(), as: .frontDesk) }
        }
      }
      let counts = try directory.raw {
        try Int.fetchAll($0, sql: "SELECT count FROM audit WHERE action='refuse' ORDER BY seq")
      }
      #expect(counts == [1, 3])
      let verdict = try await directory.office { try await $0.call(AuditVerify.self, as: .daemon) }
      #expect(verdict.ok)
    }
  }

  @Test("A minute that ends while a group runs loses no refusal")
  func refusalsInOneGroup() async throws {
    try await Office.open { office in
      let store = try #require(office.desk.store)
      let start = office.world.now
      let counts = try await withCheckedThrowingContinuation { continuation in
        store.perform { engine in
          continuation.resume(
            with: Result {
              // Given a chain in whose one group the same is refused before and after a minute,
              try engine.begin()
              defer { try? engine.rollback() }
              var chain = try AuditChain(engine)
              let first = chain.seq
              for seconds in [0, 10, 20, 70] as [Int64] {
                let draft = AuditDraft(
                  at: start.adding(seconds: seconds),
                  uid: 1,
                  method: "case.list",
                  action: .refuse,
                  outcome: "forbidden"
                )
                if !chain.counts(draft) { try chain.refuse(draft, engine, store.keys) }
              }
              // then each is told of.
              return try AuditChain.entries(engine, after: first, upTo: .max, max: 9).map(\.count)
            }
          )
        }
      }
      #expect(counts == [1, 2, 1])
    }
  }

  @Test("Whoever reads personal content leaves an entry that is on the disk after the stop")
  func reads() async throws {
    try await StateDirectory.furnished { directory in
      let client = try await directory.office { office in
        let client = try await office.registerClient("Probe", email: "ada@example.org")
        let opened = try await office.openCase(client)
        _ = try await office.call(ClientShow.self, .init(id: client))
        _ = try await office.call(CaseShow.self, .init(id: opened.id), as: .colleague)
        _ = try await office.call(CaseList.self, .init(), as: .coordinator)
        return client
      }
      let reads = try directory.raw { database in
        try Row.fetchAll(
          database,
          sql: "SELECT CAST(uid AS TEXT),method,subject,fields FROM audit WHERE action='read'"
        ).map { [$0[0], $0[1], $0[2], $0[3]] as [String] }
      }
      #expect(reads == [["1001", "client.show", client.text, "familyName,email"]])
    }
  }
}

extension StateDirectory {
  /// Audit entries by action, and those that the change feed tells.
  fileprivate func counts() throws -> ([String: Int], Int) {
    try raw { database in
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT action,count(*) FROM audit GROUP BY action"
      )
      let changes =
        try Int.fetchOne(database, sql: "SELECT count(*) FROM audit WHERE op IS NOT NULL") ?? 0
      return (Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) }), changes)
    }
  }
}
