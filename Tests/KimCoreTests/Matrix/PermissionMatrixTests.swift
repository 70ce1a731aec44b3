import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Who may call what, written down a second time by hand: a change of rights must be made in both places.
@Suite("The permission matrix", .timeLimit(.minutes(2)))
struct PermissionMatrixTests {
  private static let everybody = Set(Role.allCases)
  /// Those who work in the office.
  private static let office: Set<Role> = [
    .caseManager, .coordinator, .coordinatorCity, .assistant, .kimLead, .frontDesk, .dpo,
  ]
  private static let counters: Set<Role> = [.caseManager, .frontDesk]
  private static let caseReaders: Set<Role> = [
    .caseManager, .coordinator, .coordinatorCity, .kimLead,
  ]
  private static let watchers = office.union([.operator, .automation])

  /// The roles that may call a method; nil: everybody who reaches the socket, with a role or without.
  static let allowed: [String: Set<Role>?] = [
    "appointment.book": counters,
    "appointment.cancel": counters,
    "appointment.checkIn": counters,
    "appointment.free": counters,
    "appointment.list": counters,
    "appointment.noShow": counters,
    "appointment.reschedule": counters,
    "appointment.show": counters,
    "audit.list": [.dpo],
    "audit.verify": [.dpo, .operator],
    "board.show": office.union([.automation]),
    "case.close": [.caseManager],
    "case.history": caseReaders,
    "case.list": caseReaders,
    "case.note": [.caseManager],
    "case.open": [.caseManager],
    "case.show": caseReaders,
    "client.find": [.caseManager],
    "client.register": [.caseManager],
    "client.show": [.caseManager],
    "client.update": [.caseManager],
    "consent.give": [.caseManager],
    "consent.list": [.caseManager],
    "consent.withdraw": [.caseManager],
    "daemon.backup": [.operator],
    "daemon.status": watchers,
    "daemon.verifyBackup": [.operator],
    "organisation.load": [.coordinator, .kimLead, .operator],
    "organisation.show": everybody,
    "reminder.ack": [.automation],
    "reminder.fail": [.automation],
    "reminder.lease": [.automation],
    "reminder.list": [.caseManager, .coordinator, .kimLead, .automation],
    "rpc.discover": nil,
    "rpc.hello": nil,
    "session.close": counters,
    "session.list": counters,
    "session.open": counters,
    "session.settle": counters,
    "staff.add": [.kimLead, .operator],
    "staff.list": office.union([.operator]),
    "staff.retire": [.kimLead, .operator],
    "staff.show": office.union([.operator]),
    "staff.update": [.kimLead, .operator],
    "ticket.callNext": counters,
    "ticket.cancel": counters,
    "ticket.finish": counters,
    "ticket.issue": counters,
    "ticket.list": counters,
    "ticket.noShow": counters,
    "ticket.recall": counters,
    "ticket.start": counters,
    "watch.close": watchers,
    "watch.open": watchers,
    "watch.wait": watchers,
  ]

  /// A uid that is given one role alone.
  private static func uid(of role: Role) throws -> UInt32 {
    5000 + UInt32(try #require(Role.allCases.firstIndex(of: role)))
  }

  @Test func everyMethodStandsInTheTableAndNothingElse() {
    #expect(Set(Self.allowed.keys) == Set(Catalog.methods.map { $0.name }))
  }

  @Test func everyRoleMayCallWhatTheTableSaysAndNothingMore() async throws {
    try await Office.open { office in
      // Given a member of staff for each role,
      for role in Role.allCases {
        let uid = try Self.uid(of: role)
        let login: Token = try valid("only-\(role.rawValue)")
        let name: Label = try valid("Fixture")
        let params = StaffAdd.Params(login: login, name: name, roles: [role], uid: Int(uid))
        try await office.call(StaffAdd.self, params, as: .lead)
      }
      // when each calls every method with params that name nothing there is,
      for method in Catalog.methods {
        let wanted = Self.allowed[method.name] ?? []
        for role in Role.allCases {
          let kind = try await Self.kind(method, as: Self.uid(of: role), office)
          // then they are forbidden to exactly where the table does not name them.
          let isAllowed = wanted?.contains(role) ?? true
          #expect((kind != "forbidden") == isAllowed, "\(method.name) as \(role.rawValue): \(kind)")
        }
      }
    }
  }

  @Test func strangersMayAskWhoTheyAreAndTheOperatorsHoldNoMoreThanTheirRole() async throws {
    try await Office.open { office in
      for method in Catalog.methods {
        let wanted = Self.allowed[method.name] ?? []
        let stranger = try await Self.kind(method, as: Person.stranger.uid, office)
        #expect((stranger != "forbidden") == (wanted == nil), "\(method.name) as a stranger")
        for uid in [0, Person.daemon.uid] {
          let kind = try await Self.kind(method, as: uid, office)
          let isAllowed = wanted?.contains(.operator) ?? true
          #expect((kind != "forbidden") == isAllowed, "\(method.name) as uid \(uid): \(kind)")
        }
      }
    }
  }

  @Test func someRoleMayCallEveryMethod() {
    for (name, roles) in Self.allowed {
      #expect(roles?.isEmpty != true, "nobody may call \(name)")
    }
  }

  @Test func strangersLearnNothingOfParams() async throws {
    try await Office.open { office in
      // Given params that are all wrong, then whoever may not call hears that and nothing of the shape.
      for method in Catalog.methods where Self.allowed[method.name] != .some(nil) {
        let text =
          #"{"jsonrpc":"2.0","id":1,"method":"\#(method.name)","params":{"nonsense":true}}"#
        let line = try #require(await office.line(text, as: .stranger))
        #expect(line.contains("\"forbidden\"") && !line.contains("nonsense"))
      }
    }
  }

  /// The kind of fault that a call with sample params gives, `ok` where it is answered.
  private static func kind(
    _ method: any KimAPI.Method.Type,
    as uid: UInt32,
    _ office: Office
  ) async throws -> String {
    let request: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": .string(method.name),
      "params": try Samples.params(of: method),
    ]
    let peer = Peer(uid: uid, login: nil)
    let line = await withCheckedContinuation { continuation in
      office.desk.answer(Array(request.line.utf8), from: peer) {
        continuation.resume(returning: $0)
      }
    }
    let reply = try StrictJSON.parse(#require(line))
    guard let error = reply["error"] else { return "ok" }
    return error["data"]?["kind"]?.text ?? "none"
  }
}
