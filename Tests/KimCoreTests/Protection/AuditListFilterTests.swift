import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("audit.list by its filters", .timeLimit(.minutes(2)))
struct AuditListFilterTests {
  private static func list(
    _ office: Office,
    _ params: AuditList.Params
  ) async throws -> [AuditEntry] {
    try await pages { cursor in
      var params = params
      (params.limit, params.cursor) = (PageLimit(3), cursor)
      return try await office.call(AuditList.self, params, as: .officer)
    }.flatMap(\.self)
  }

  /// Two clients with what happens in an office, an hour apart.
  private static func filled(
    _ body: (Office, _ client: ID<Client>, _ opened: CaseOpen.Output) async throws -> Void
  ) async throws {
    try await Office.open { office in
      let client = try await office.registerClient()
      let opened = try await office.openCase(client)
      office.world.advance(seconds: 3600)
      let other = try await office.registerClient(as: .colleague)
      let others = try await office.openCase(other, as: .colleague)
      try await office.call(CaseNote.self, .init(id: .id(opened.id), text: personal("Probe")))
      _ = try await office.call(CaseShow.self, .init(id: opened.id))
      office.world.advance(seconds: 3600)
      _ = try await fault {
        try await office.call(CaseShow.self, .init(id: others.id), as: .faraway)
      }
      try await office.book("2026-11-24T10:00", client: client)
      try await office.call(CaseClose.self, .init(id: .id(opened.id), ifRev: 2, reason: .deceased))
      // After the case, and so not its own.
      _ = try await office.call(ClientShow.self, .init(id: client))
      _ = try await office.registerClient(in: "sued", as: .faraway)
      try await body(office, client, opened)
    }
  }

  @Test func `each filter, and each pair of them, leaves of the whole what it says`() async throws {
    try await Self.filled { office, client, opened in
      let all = try await Self.list(office, .init())
      #expect(all.count > 15 && all.map(\.seq) == all.map(\.seq).sorted(by: >))
      let manager = try office.id(of: .manager)
      let (from, until) = (World.start.adding(seconds: 3600), World.start.adding(seconds: 7200))
      let subject = try #require(ID<AuditEntry>(opened.id.text))
      typealias Filter = (
        name: String, set: (inout AuditList.Params) throws -> Void, holds: (AuditEntry) -> Bool
      )
      let filters: [Filter] = [
        ("from", { $0.from = from }, { $0.at >= from }),
        ("until", { $0.until = until }, { $0.at < until }),
        ("method", { $0.method = try valid("case.open") }, { $0.method == "case.open" }),
        ("staff", { $0.staff = .id(manager) }, { $0.staff?.id == manager }),
        ("login", { $0.staff = .name(try valid("manager")) }, { $0.staff?.id == manager }),
        ("uid", { $0.uid = 1002 }, { $0.uid == 1002 }),
        ("action", { $0.action = .read }, { $0.action == .read }),
        ("client", { $0.client = .id(client) }, { $0.client?.id == client }),
        ("case", { $0.case = .name(opened.number) }, { $0.case?.id == opened.id }),
        ("subject", { $0.subject = subject }, { $0.subject == opened.id.text }),
        ("staff's", { $0.subject = ID(manager.text) }, { $0.subject == manager.text }),
      ]
      for (index, first) in filters.enumerated() {
        for second in filters[index...] {
          var params = AuditList.Params()
          try first.set(&params)
          try second.set(&params)
          // Of two that speak of the same field the second counts.
          let isOne = Set(["staff", "login"]).isSuperset(of: [first.name, second.name])
          let isOther = Set(["subject", "staff's"]).isSuperset(of: [first.name, second.name])
          let wanted = all.filter {
            second.holds($0) && (isOne || isOther || first.holds($0))
          }
          let found = try await Self.list(office, params)
          #expect(found == wanted, "\(first.name) and \(second.name)")
          if first.name == second.name { #expect(!wanted.isEmpty, "\(first.name)") }
        }
      }
    }
  }

  @Test func `what hangs on a case is found under the case, and under its client`() async throws {
    try await Self.filled { office, client, opened in
      let ofCase = try await Self.list(office, .init(case: .id(opened.id)))
      #expect(ofCase.map(\.method) == ["case.close", "case.show", "case.note", "case.open"])
      let ofClient = try await Self.list(office, .init(client: .id(client)))
      #expect(Set(ofClient.map(\.seq)).isSuperset(of: ofCase.map(\.seq)))
      #expect(ofClient.contains { $0.method == "appointment.book" })
      #expect(ofClient.first?.method == "client.show" && ofClient.first?.relation == .own)
    }
  }

  @Test
  func `a thing that is named and not there is not found, and a case of another client neither`()
    async throws
  {
    try await Self.filled { office, client, opened in
      for (params, what) in [
        (AuditList.Params(client: .id(.sample)), "client"), (.init(case: .id(.sample)), "case"),
        (.init(staff: .name(try valid("nobody"))), "staff"),
      ] {
        let fault = try await fault { try await Self.list(office, params) }
        #expect(fault == .notFound(what))
      }
      let other = try await office.registerClient(in: "sued", as: .faraway)
      let fault = try await fault {
        try await Self.list(office, .init(client: .id(other), case: .id(opened.id)))
      }
      #expect(fault == .notFound("case"))
    }
  }

  @Test func `a page looks through a bounded part of the chain and says where to go on`()
    async throws
  {
    try await Office.open { office in
      // Given two entries of a kind among four times as many as a page looks through,
      let last = try await office.number("SELECT max(seq) FROM audit")
      let max = AuditList.windowMax
      try await office.execute(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<\(4 * max))
        INSERT INTO audit(seq,format,at,uid,method,action,outcome,fields,count,hash)
        SELECT \(last)+i,1,0,1,'-',CASE WHEN i%\(2 * max)=1 THEN 'refuse' ELSE 'read' END,'ok','',1,
          zeroblob(32) FROM n
        """
      )
      // when they are asked for, then pages that found little or nothing say how to go on,
      let parts = try await pages { cursor in
        try await office.call(AuditList.self, .init(action: .refuse, cursor: cursor), as: .officer)
      }
      #expect(parts.map(\.count) == [0, 1, 0, 1, 0])
      // and together they are all.
      let found = parts.flatMap(\.self).map(\.seq)
      #expect(found == [last + 2 * max + 1, last + 1])
      // Without a filter a page is full, however long the chain is.
      let whole = try await office.call(AuditList.self, .init(limit: PageLimit(1000)), as: .officer)
      #expect(whole.items.count == 1000 && whole.next != nil)
    }
  }
}
