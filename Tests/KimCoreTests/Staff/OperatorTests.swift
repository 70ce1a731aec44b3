import KimAPI
import KimTestSupport
import Testing

@Suite("Operators")
struct OperatorTests {
  @Test("uid 0 and the daemon's own uid keep the machine going", arguments: [Person.root, .daemon])
  func may(person: Person) async throws {
    try await Office.open { office in
      let hello = try await office.call(RpcHello.self, .init(), as: person)
      #expect(hello.you.roles == [.operator])
      #expect(hello.you.staff == nil)
      let status = try await office.call(DaemonStatus.self, as: person)
      #expect(status.state == .ready)
      let verdict = try await office.call(AuditVerify.self, as: person)
      #expect(verdict.ok)
    }
  }
}
