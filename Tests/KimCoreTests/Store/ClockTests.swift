import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

@Suite("A clock that goes back")
struct ClockTests {
  @Test("Ids still rise and entries still chain")
  func back() async throws {
    try await Office.open { office in
      var ids = [try await office.registerClient()]
      for _ in 0..<4 {
        office.world.advance(seconds: -3600)
        ids.append(try await office.registerClient())
      }
      #expect(ids == ids.sorted())
      #expect(Set(ids).count == 5)
      let entries = try await office.call(
        AuditList.self,
        .init(uid: Int(Person.manager.uid)),
        as: .officer
      ).items
      #expect(entries.map(\.subject) == ids.reversed().map(\.text))
      #expect(entries[0].at < entries[4].at)
      #expect(try await office.call(AuditVerify.self, as: .officer).ok)
    }
  }

  @Test("A list newest first still pages without a gap")
  func lists() async throws {
    try await Office.open { office in
      var opened: [ID<Case>] = []
      for _ in 0..<5 {
        office.world.advance(seconds: -60)
        opened.append(try await office.openCase().id)
      }
      let parts = try await pages { cursor in
        try await office.call(CaseList.self, .init(limit: PageLimit(2), cursor: cursor))
      }
      #expect(parts.flatMap(\.self).map(\.id) == opened.reversed())
    }
  }

  @Test("Refusals before and after it are told")
  func refusals() async throws {
    try await Office.open { office in
      for _ in 0..<2 {
        _ = try await fault { try await office.call(CaseList.self, .init(), as: .frontDesk) }
        office.world.advance(seconds: -3600)
      }
      let refused = try await office.call(AuditList.self, .init(action: .refuse), as: .officer)
        .items
      #expect(refused.map(\.count).reduce(0, +) == 2)
    }
  }

  @Test("Ids of one millisecond rise, and of a clock before the epoch too")
  func ids() {
    let source = IDSource { 0 }
    let ids = [1000, 1000, 999, 0, -5_000_000].map { microseconds in
      source.next(Client.self, at: Timestamp(microseconds: microseconds))
    }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == 5)
    for id in ids {
      #expect(id.text.dropFirst(14).first == "7")
      #expect(id.text.dropFirst(19).first == "8")
    }
  }
}
