import KimAPI
import KimTestSupport
import Testing

@Suite("staff.add")
struct StaffAddTests {
  private static func params(
    _ login: String = "newcomer",
    uid: Int? = 2000,
    roles: [Role] = [.assistant],
    municipalities: [String] = ["nord"],
    region: String? = nil
  ) throws -> StaffAdd.Params {
    .init(
      login: try valid(login),
      name: try valid("Fixture Newcomer"),
      roles: roles,
      municipalities: try municipalities.map { try valid($0) },
      region: try region.map { try valid($0) },
      uid: uid
    )
  }

  @Test("Somebody new is there with roles and scope")
  func adds() async throws {
    try await Office.open { office in
      let added = try await office.call(StaffAdd.self, Self.params(region: "r2"), as: .lead)
      #expect(added.rev == 1 && added.uid == 2000 && added.roles == [.assistant])
      let shown = try await office.call(StaffShow.self, .init(id: .id(added.id)), as: .lead)
      #expect(shown.state == .active)
      #expect(shown.grants == [Grant(role: .assistant, everywhere: true)])
      #expect(shown.region?.text == "r2")
    }
  }

  @Test("Where no uid is said the system is asked for it")
  func looksUp() async throws {
    try await Office.open { office in
      let added = try await office.call(StaffAdd.self, Self.params("stranger", uid: nil), as: .lead)
      #expect(added.uid == Int(Person.stranger.uid))
      let fault = try await fault {
        try await office.call(StaffAdd.self, Self.params("nobody-here", uid: nil), as: .lead)
      }
      #expect(fault?.kind == .invalidValue)
      #expect(fault?["field"]?.text == "uid")
    }
  }

  @Test("The same key adds once")
  func replays() async throws {
    try await Office.open { office in
      let meta = RequestMeta(idempotencyKey: try valid("k"))
      let first = try await office.ask(StaffAdd.self, Self.params(), as: .lead, meta: meta)
      let second = try await office.ask(StaffAdd.self, Self.params(), as: .lead, meta: meta)
      #expect(first.output == second.output)
      #expect(second.meta?.replayed == true)
    }
  }

  @Test(
    "A login or uid is one person's at a time",
    arguments: [("manager", 2000), ("newcomer", 1001)]
  )
  func taken(login: String, uid: Int) async throws {
    try await Office.open { office in
      let fault = try await fault {
        try await office.call(StaffAdd.self, Self.params(login, uid: uid), as: .lead)
      }
      #expect(fault?.kind == .alreadyExists)
    }
  }

  @Test("Roles, logins and uids that cannot be are refused by field")
  func wrongInput() async throws {
    try await Office.open { office in
      for (field, params) in [
        ("roles", try Self.params(roles: [])),
        ("roles", try Self.params(roles: [.assistant, .assistant])),
        ("login", try Self.params(String(repeating: "l", count: 49))),
        ("uid", try Self.params(uid: -1)),
        ("uid", try Self.params(uid: Int(UInt32.max))),
      ] {
        let fault = try await fault { try await office.call(StaffAdd.self, params, as: .lead) }
        #expect(fault?.kind == .invalidValue)
        #expect(fault?["field"]?.text == field)
      }
      let reply = try await office.reply(
        "staff.add",
        ["login": "newcomer", "roles": ["king"]],
        as: .lead
      )
      #expect(reply.contains("\"path\":\"name\"") && reply.contains("\"path\":\"roles[0]\""))
    }
  }

  @Test("A scope that does not exist is not found")
  func unknownScope() async throws {
    try await Office.open { office in
      for (what, params) in [
        ("municipality", try Self.params(municipalities: ["west"])),
        ("region", try Self.params(region: "r9")),
      ] {
        let fault = try await fault { try await office.call(StaffAdd.self, params, as: .lead) }
        #expect(fault == .notFound(what))
      }
    }
  }

  @Test("Nobody grants themselves rights")
  func notOneself() async throws {
    try await Office.open { office in
      let fault = try await fault {
        try await office.call(
          StaffAdd.self,
          Self.params(uid: Int(Person.lead.uid), roles: [.caseManager]),
          as: .lead
        )
      }
      #expect(fault?.kind == .forbidden)
    }
  }

  @Test(
    "Once there is an administrator an operator adds nobody without approval",
    arguments: [Person.daemon, .root]
  )
  func operators(person: Person) async throws {
    try await Office.open { office in
      for uid in [Int(person.uid), 2000] {
        let fault = try await fault {
          try await office.call(StaffAdd.self, Self.params(uid: uid), as: person)
        }
        #expect(fault?.kind == .approvalRequired)
      }
      try await office.call(StaffAdd.self, Self.params(), as: .lead)
    }
  }

  @Test("Before there is an administrator an operator adds whom the office begins with")
  func before() async throws {
    try await Office.openEmpty { office in
      for (uid, role) in [(2000, Role.assistant), (2001, .kimLead)] {
        let params = try Self.params("l\(uid)", uid: uid, roles: [role], municipalities: [])
        try await office.call(StaffAdd.self, params, as: .root)
      }
      let params = try Self.params("late", uid: 2002, municipalities: [])
      let late = try await fault { try await office.call(StaffAdd.self, params, as: .root) }
      #expect(late?.kind == .approvalRequired)
    }
  }

  @Test("The first member of staff may be oneself, for somebody must begin; the second not")
  func first() async throws {
    try await Office.openEmpty { office in
      let added = try await office.call(
        StaffAdd.self,
        Self.params("kimd", uid: nil, roles: [.kimLead], municipalities: []),
        as: .daemon
      )
      #expect(added.uid == Int(Person.daemon.uid))
      let cases = try await office.call(CaseList.self, .init(), as: .daemon)
      #expect(cases.items.isEmpty)

      let fault = try await fault {
        try await office.call(
          StaffAdd.self,
          Self.params("again", uid: Int(Person.daemon.uid), municipalities: []),
          as: .daemon
        )
      }
      #expect(fault?.kind == .forbidden)
    }
  }
}
