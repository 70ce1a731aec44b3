import KimAPI
import KimTestSupport
import Testing

@Suite("staff.list")
struct StaffListTests {
  @Test("Those who work here are listed by login")
  func lists() async throws {
    try await Office.open { office in
      let staff = try await office.call(StaffList.self, .init()).items
      #expect(staff.map(\.login.text) == Person.staff.map(\.login).sorted())
      #expect(staff.allSatisfy { $0.state == .active && $0.rev == 1 })
    }
  }

  @Test("Pages join to the whole list")
  func pages() async throws {
    try await Office.open { office in
      let all = try await office.call(StaffList.self, .init()).items
      let parts = try await KimCoreTests.pages { cursor in
        try await office.call(StaffList.self, .init(limit: PageLimit(3), cursor: cursor))
      }
      #expect(parts.map(\.count) == [3, 3, 2])
      #expect(parts.flatMap(\.self) == all)
    }
  }

  @Test("The longest logins there are page like any")
  func longLogins() async throws {
    try await Office.open { office in
      for uid in 2000..<2003 {
        let login = String(repeating: "z", count: 44) + String(uid)
        try await office.call(
          StaffAdd.self,
          .init(login: valid(login), name: valid("Fixture"), roles: [.assistant], uid: uid),
          as: .lead
        )
      }
      let parts = try await KimCoreTests.pages { cursor in
        try await office.call(StaffList.self, .init(limit: PageLimit(1), cursor: cursor))
      }
      #expect(parts.count == Person.staff.count + 3)
    }
  }

  @Test("Who has left is listed apart; before that nobody is")
  func byState() async throws {
    try await Office.open { office in
      let none = try await office.call(StaffList.self, .init(state: .retired))
      #expect(none.items.isEmpty && none.next == nil)
      let id = try office.id(of: .frontDesk)
      try await office.call(StaffRetire.self, .init(id: id, ifRev: 1), as: .lead)
      let retired = try await office.call(StaffList.self, .init(state: .retired))
      #expect(retired.items.map(\.id) == [id])
      let active = try await office.call(StaffList.self, .init())
      #expect(!active.items.map(\.id).contains(id))
    }
  }

  @Test("A cursor of another filter or of nobody's is refused")
  func cursors() async throws {
    try await Office.open { office in
      let page = try await office.call(StaffList.self, .init(limit: PageLimit(2)))
      let other = try await fault {
        try await office.call(StaffList.self, .init(state: .retired, cursor: page.next))
      }
      #expect(other?.kind == .cursorMismatch)
      let garbage = try await fault {
        try await office.call(StaffList.self, .init(cursor: valid("garbage")))
      }
      #expect(garbage?.kind == .cursorMismatch)
    }
  }

  @Test("A page of nothing and one of too much are refused", arguments: [0, 1001])
  func limits(limit: Int64) async throws {
    try await Office.open { office in
      let reply = try await office.reply("staff.list", ["limit": .integer(limit)])
      #expect(reply.contains("invalid_params") && reply.contains("\"path\":\"limit\""))
    }
  }
}
