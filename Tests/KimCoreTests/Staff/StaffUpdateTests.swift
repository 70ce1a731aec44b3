import KimAPI
import KimTestSupport
import Testing

@Suite("staff.update")
struct StaffUpdateTests {
  @Test("What is said changes, the rest stays; null clears")
  func updates() async throws {
    try await Office.open { office in
      let id = try office.id(of: .manager)
      let first = try await office.call(
        StaffUpdate.self,
        .init(id: .id(id), ifRev: 1, name: valid("Fixture Renamed"), region: .set(valid("r2"))),
        as: .lead
      )
      #expect(first.rev == 2)
      let second = try await office.call(
        StaffUpdate.self,
        .init(id: .id(id), ifRev: 2, region: .clear),
        as: .lead
      )
      #expect(second.rev == 3)
      let shown = try await office.call(StaffShow.self, .init(id: .id(id)))
      #expect(shown.name.text == "Fixture Renamed")
      #expect(shown.region == nil)
      #expect(shown.roles == [.caseManager])
    }
  }

  @Test("What changes nothing keeps the revision")
  func nothing() async throws {
    try await Office.open { office in
      let id = try office.id(of: .manager)
      for params in [
        StaffUpdate.Params(id: .id(id), ifRev: 1, roles: [.caseManager]),
        .init(id: .id(id), ifRev: 1, municipalities: [try valid("nord")]),
      ] {
        #expect(try await office.call(StaffUpdate.self, params, as: .lead).rev == 1)
      }
    }
  }

  @Test("A role without a word about its place keeps the one it has, a new one has none")
  func keepsPlace() async throws {
    try await Office.open { office in
      let id = try office.id(of: .manager)
      let updated = try await office.ask(
        StaffUpdate.self,
        .init(id: .id(id), ifRev: 1, roles: [.caseManager, .frontDesk]),
        as: .lead
      )
      #expect(updated.meta?.warnings == [.roleWithoutPlace])
      let shown = try await office.call(StaffShow.self, .init(id: .id(id)))
      #expect(
        shown.grants == [
          Grant(role: .caseManager, municipalities: [try valid("nord")]), Grant(role: .frontDesk),
        ]
      )
    }
  }

  @Test("Roles and scope hold from the next request on")
  func atOnce() async throws {
    try await Office.open { office in
      let id = try office.id(of: .manager)
      _ = try await office.registerClient()
      try await office.call(
        StaffUpdate.self,
        .init(id: .id(id), ifRev: 1, municipalities: [valid("sued")]),
        as: .lead
      )
      let moved = try await fault { try await office.registerClient() }
      #expect(moved == .notFound("municipality"))
      try await office.call(
        StaffUpdate.self,
        .init(id: .id(id), ifRev: 2, roles: [.frontDesk]),
        as: .lead
      )
      let demoted = try await fault { try await office.registerClient(in: "sued") }
      #expect(demoted?.kind == .forbidden)
    }
  }

  @Test("Who comes too late is told what changed, by whom and when")
  func stale() async throws {
    try await Office.open { office in
      let id = try office.id(of: .manager)
      office.world.advance(seconds: 60)
      let at = office.world.now
      try await office.call(
        StaffUpdate.self,
        .init(id: .id(id), ifRev: 1, name: valid("Fixture Renamed"), region: .set(valid("r2"))),
        as: .lead
      )
      office.world.advance(seconds: 60)
      let fault = try await fault {
        try await office.call(
          StaffUpdate.self,
          .init(id: .id(id), ifRev: 1, roles: [.assistant]),
          as: .lead
        )
      }
      #expect(fault?.kind == .staleRevision)
      #expect(fault?["current"] == 2)
      #expect(fault?["base"] == 1)
      #expect(fault?.texts("changedFields") == ["name", "region"])
      #expect(fault?["by"] == "lead")
      #expect(fault?["at"]?.text == at.text)
    }
  }

  @Test("Nobody changes their own rights; their name they may")
  func notOneself() async throws {
    try await Office.open { office in
      let id = try office.id(of: .lead)
      for params in [
        StaffUpdate.Params(id: .id(id), ifRev: 1, roles: [.kimLead, .caseManager]),
        .init(
          id: .id(id),
          ifRev: 1,
          grants: [Grant(role: .kimLead), Grant(role: .caseManager, everywhere: true)]
        ),
        .init(id: .id(id), ifRev: 1, region: .set(try valid("r1"))),
      ] {
        let fault = try await fault { try await office.call(StaffUpdate.self, params, as: .lead) }
        #expect(fault?.kind == .forbidden)
      }
      let renamed = try await office.call(
        StaffUpdate.self,
        .init(id: .id(id), ifRev: 1, name: valid("Fixture Renamed")),
        as: .lead
      )
      #expect(renamed.rev == 2)
    }
  }

  @Test("Who has left is not changed any more")
  func retired() async throws {
    try await Office.open { office in
      let id = try office.id(of: .frontDesk)
      try await office.call(StaffRetire.self, .init(id: id, ifRev: 1), as: .lead)
      let fault = try await fault {
        try await office.call(
          StaffUpdate.self,
          .init(id: .id(id), ifRev: 2, roles: [.dpo]),
          as: .lead
        )
      }
      #expect(fault?.kind == .invalidState)
      #expect(fault?["state"]?.text == "retired")
      #expect(fault?["allowed"] == [])
    }
  }

  @Test("No role, an unknown scope and an unknown id are refused")
  func wrongInput() async throws {
    try await Office.open { office in
      let id = try office.id(of: .manager)
      let roles = try await fault {
        try await office.call(StaffUpdate.self, .init(id: .id(id), ifRev: 1, roles: []), as: .lead)
      }
      #expect(roles?["field"]?.text == "roles")
      let scope = try await fault {
        try await office.call(
          StaffUpdate.self,
          .init(id: .id(id), ifRev: 1, municipalities: [valid("west")]),
          as: .lead
        )
      }
      #expect(scope == .notFound("municipality"))
      let unknown = try await fault {
        try await office.call(StaffUpdate.self, .init(id: .sample, ifRev: 1), as: .lead)
      }
      #expect(unknown == .notFound("staff"))
    }
  }

  @Test("The same key changes once")
  func replays() async throws {
    try await Office.open { office in
      let params = StaffUpdate.Params(
        id: .id(try office.id(of: .manager)),
        ifRev: 1,
        name: try valid("Fixture Renamed")
      )
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let first = try await office.ask(StaffUpdate.self, params, as: .lead, meta: meta)
      let second = try await office.ask(StaffUpdate.self, params, as: .lead, meta: meta)
      #expect(first.output == second.output && second.output.rev == 2)
    }
  }
}
