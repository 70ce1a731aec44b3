package import KimAPI
package import Logging

/// Names an administrator where the last one is lost.
///
/// Whoever holds the server could change the store by hand; this way does it under the audit chain, with a reason, and
/// only while kimd does not serve. It is no method: nobody reaches it through the socket.
package enum StaffRecovery {
  /// What the audit entry says was done.
  static let method = "staff.recover"

  /// Whom to name, and why.
  package struct Administrator: Sendable {
    let login: Token
    let name: Label
    let uid: Int?
    let reason: Label

    package init(login: Token, name: Label, uid: Int?, reason: Label) {
      self.login = login
      self.name = name
      self.uid = uid
      self.reason = reason
    }
  }

  /// Opens the store that nobody serves, adds the administrator, and tells the uid that it stands for.
  package static func run(
    _ administrator: Administrator,
    directory: String,
    credential: [UInt8]?,
    environment: Environment,
    facts: DaemonFacts,
    logger: Logger
  ) async throws -> Int {
    let store = try Store.open(
      directory: directory,
      credential: credential,
      environment: environment
    )
    let writer = try Writer(store: store, environment: environment, facts: facts, logger: logger)
    do {
      let uid = try await add(administrator, writer, environment)
      await writer.close()
      try store.close()
      return uid
    } catch {
      await writer.close()
      try? store.close()
      throw error
    }
  }

  private static func add(
    _ administrator: Administrator,
    _ writer: Writer,
    _ environment: Environment
  ) async throws -> Int {
    let known = environment.uid(administrator.login.text).map(Int.init)
    guard let uid = administrator.uid ?? known else {
      throw Fault.invalidValue("uid", "the system knows no such login: say the uid")
    }
    _ = try await withCheckedThrowingContinuation { continuation in
      var job = Job(
        method: method,
        permission: .staffWrite,
        call: .write { context in
          try add(administrator, uid, &context)
          return Array("{}".utf8)
        },
        peer: Peer(uid: environment.ownUid, login: nil)
      ) { continuation.resume(with: $0) }
      job.reason = administrator.reason
      writer.submit(job)
    }
    return uid
  }

  private static func add(
    _ administrator: Administrator,
    _ uid: Int,
    _ context: inout WriteContext
  ) throws {
    try StaffRules.check(login: administrator.login)
    context.touchesRoster = true
    if let known = try context.fetchOne(
      StaffRecord.self,
      "SELECT * FROM staff WHERE login=? AND state='active'",
      [administrator.login]
    ) {
      // The login is there and its way in is lost: it gets the uid of today and the role.
      var row = known
      row.uid = Int64(uid)
      if !row.roles.contains(.kimLead) { row.grants.append(Grant(role: .kimLead)) }
      return try context.update(&row, from: known)
    }
    let row = StaffRecord(
      id: context.newID(Staff.self),
      rev: 1,
      login: administrator.login,
      uid: Int64(uid),
      name: administrator.name,
      grants: [Grant(role: .kimLead)],
      region: nil,
      state: .active,
      createdAt: context.now
    )
    try context.insert(row) { _ in
      Fault(.alreadyExists, "an active member of staff has this uid")
    }
  }
}
