import KimAPI
import KimCore
import KimTestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct RpcHelloTests {
  @Test func `everybody is told who they are to the store`() async throws {
    try await Office.open { office in
      let daemon = try await office.call(RpcHello.self, .init(), as: .daemon).you
      #expect(
        daemon
          == You(uid: 900, roles: [.operator], scope: [Grant(role: .operator, everywhere: true)])
      )
      let manager = try await office.call(RpcHello.self, .init(), as: .manager).you
      #expect(manager.uid == 1001 && manager.login == "manager" && manager.roles == [.caseManager])
      #expect(try manager.staff == office.id(of: .manager))
      #expect(try manager.scope == [Grant(role: .caseManager, municipalities: [valid("nord")])])
      let lead = try await office.call(RpcHello.self, .init(), as: .lead).you
      #expect(lead.roles == [.kimLead] && lead.scope == [Grant(role: .kimLead, everywhere: true)])
      let stranger = try await office.call(RpcHello.self, .init(), as: .stranger).you
      #expect(stranger == You(uid: 1999, roles: [], scope: []))
    }
  }

  @Test func `a greeting states version, state and bounds`() async throws {
    try await Office.openEmpty { office in
      let hello = try await office.call(
        RpcHello.self,
        .init(client: Label("probe 1")),
        as: .daemon
      )
      #expect(hello.name == "kimd" && hello.protocol == ProtocolVersion(major: 1, minor: 0))
      #expect(hello.state == .ready && hello.problem == nil)
      #expect(hello.limits.depthMax == 32 && hello.limits.batchMax == 64)
      #expect(hello.schemaHash.count == 16)
      #expect(hello.schemaHash.allSatisfy { "0123456789abcdef".contains($0) })
    }
  }

  @Test func `a change of roles shows in the next greeting of an open connection`() async throws {
    try await Office.open { office in
      #expect(
        try await office.call(RpcHello.self, .init(), as: .manager).you.roles == [.caseManager]
      )
      _ = try await office.call(
        StaffUpdate.self,
        .init(id: .id(office.id(of: .manager)), ifRev: 1, roles: [.frontDesk]),
        as: .lead
      )
      #expect(try await office.call(RpcHello.self, .init(), as: .manager).you.roles == [.frontDesk])
    }
  }

  @Test func `a recycled uid under another login holds no role`() async throws {
    try await Office.open { office in
      let order = Order()
      let line = #"{"jsonrpc":"2.0","id":1,"method":"rpc.hello"}"#
      for login in ["manager", "somebody"] {
        office.desk.answer(Array(line.utf8), from: .init(uid: Person.manager.uid, login: login)) {
          _ = order.add($0)
        }
      }
      let roles = try order.lines.map {
        try StrictJSON.parse(#require($0))["result"]?["you"]?["roles"]
      }
      #expect(roles == [["case_manager"], []])
    }
  }
}
