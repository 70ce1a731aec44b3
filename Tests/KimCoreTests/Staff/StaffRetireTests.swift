import KimAPI
import KimTestSupport
import Testing

@Suite("staff.retire")
struct StaffRetireTests {
  @Test("A retired member of staff loses all rights at the next request")
  func retires() async throws {
    try await Office.open { office in
      _ = try await office.call(CaseList.self, .init())
      let id = try office.id(of: .manager)
      let receipt = try await office.call(StaffRetire.self, .init(id: id, ifRev: 1), as: .lead)
      #expect(receipt == .init(id: id, rev: 2, state: .retired))
      let fault = try await fault { try await office.call(CaseList.self, .init()) }
      #expect(fault?.kind == .forbidden)
    }
  }

  @Test("Open cases that are left behind are a warning")
  func warns() async throws {
    try await Office.open { office in
      _ = try await office.openCase()
      let params = StaffRetire.Params(id: try office.id(of: .manager), ifRev: 1)
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      // Told again to those who lost the first answer.
      for isReplayed in [false, true] {
        let left = try await office.ask(StaffRetire.self, params, as: .lead, meta: meta)
        #expect(left.meta?.replayed == isReplayed)
        #expect(left.meta?.warnings == [.openCasesWithoutCaseManager])
      }
      let free = try await office.ask(
        StaffRetire.self,
        .init(id: office.id(of: .colleague), ifRev: 1),
        as: .lead
      )
      #expect(free.meta?.warnings == [])
    }
  }

  @Test("A second time is refused by state, with the same key it is the same answer")
  func twice() async throws {
    try await Office.open { office in
      let id = try office.id(of: .frontDesk)
      let params = StaffRetire.Params(id: id, ifRev: 1)
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let first = try await office.ask(StaffRetire.self, params, as: .lead, meta: meta)
      let second = try await office.ask(StaffRetire.self, params, as: .lead, meta: meta)
      #expect(first.output == second.output)
      let fault = try await fault {
        try await office.call(StaffRetire.self, .init(id: id, ifRev: 2), as: .lead)
      }
      #expect(fault == .invalidState("retired", allowed: []))
    }
  }

  @Test("The login is free again for somebody new")
  func freesLogin() async throws {
    try await Office.open { office in
      let id = try office.id(of: .frontDesk)
      try await office.call(StaffRetire.self, .init(id: id, ifRev: 1), as: .lead)
      let added = try await office.call(
        StaffAdd.self,
        .init(login: valid("frontdesk"), name: valid("Fixture Successor"), roles: [.frontDesk]),
        as: .lead
      )
      #expect(added.id != id && added.uid == 1005)
    }
  }

  @Test("Who comes too late is told")
  func stale() async throws {
    try await Office.open { office in
      let id = try office.id(of: .frontDesk)
      try await office.call(
        StaffUpdate.self,
        .init(id: .id(id), ifRev: 1, name: valid("Fixture Renamed")),
        as: .lead
      )
      let fault = try await fault {
        try await office.call(StaffRetire.self, .init(id: id, ifRev: 1), as: .lead)
      }
      #expect(fault?.kind == .staleRevision)
      #expect(fault?["current"] == 2)
      #expect(fault?.texts("changedFields") == ["name"])
    }
  }

  @Test("Nobody retires themselves or somebody unknown")
  func refuses() async throws {
    try await Office.open { office in
      let lead = try office.id(of: .lead)
      let oneself = try await fault {
        try await office.call(StaffRetire.self, .init(id: lead, ifRev: 1), as: .lead)
      }
      #expect(oneself?.kind == .forbidden)
      let unknown = try await fault {
        try await office.call(StaffRetire.self, .init(id: ID.sample, ifRev: 1), as: .lead)
      }
      #expect(unknown == .notFound("staff"))
    }
  }
}
