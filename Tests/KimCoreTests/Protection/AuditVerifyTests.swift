import KimAPI
import KimTestSupport
import Testing

@Suite("audit.verify")
struct AuditVerifyTests {
  @Test(
    "A whole chain verifies from the first entry to the last, and grows",
    arguments: [Person.officer, .daemon]
  )
  func verifies(person: Person) async throws {
    try await Office.open { office in
      let first = try await office.call(AuditVerify.self, as: person)
      // The organisation and each member of staff.
      #expect(first.entries == 1 + Person.staff.count)
      #expect(first.ok && first.brokenAt == nil)
      #expect(first == (try await office.call(AuditVerify.self, as: person)))
      _ = try await office.registerClient()
      let second = try await office.call(AuditVerify.self, as: person)
      #expect(second.ok && second.entries == first.entries + 1)
      #expect(second.head != first.head)
    }
  }

  @Test("An empty chain verifies")
  func empty() async throws {
    try await Office.openEmpty { office in
      let verdict = try await office.call(AuditVerify.self, as: .daemon)
      #expect(verdict.ok && verdict.entries == 0)
      #expect(verdict.head.count == 64)
    }
  }

  @Test("Many entries verify step by step")
  func many() async throws {
    try await Office.open { office in
      let entry: JSON = [
        "jsonrpc": "2.0", "method": "client.register", "params": ["municipality": "nord"],
      ]
      for _ in 0..<40 { _ = await office.line(JSON.array(Array(repeating: entry, count: 60)).line) }
      let verdict = try await office.call(AuditVerify.self, as: .officer)
      #expect(verdict.ok && verdict.entries > 2000)
    }
  }
}
