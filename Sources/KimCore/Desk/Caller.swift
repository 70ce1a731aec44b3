import KimAPI

/// Who asks: the uid from the kernel, the rest from the store at this request.
package struct Caller: Sendable, Equatable {
  /// User id, as `SO_PEERCRED` told it when the connection was accepted.
  package let uid: UInt32
  /// Login name of the member of staff.
  let login: String?
  /// Member of staff.
  let staff: ID<Staff>?
  /// Roles, those of an operator included.
  let roles: [Role]
  /// Municipalities of the scope; nil: everywhere that the roles reach.
  let municipalities: [Slug<Municipality>]?
  /// What the roles grant.
  let permissions: Set<Permission>

  init(
    uid: UInt32,
    login: String? = nil,
    staff: ID<Staff>? = nil,
    roles: [Role],
    municipalities: [Slug<Municipality>]? = nil
  ) {
    self.uid = uid
    self.login = login
    self.staff = staff
    self.roles = roles
    self.municipalities = municipalities
    permissions = roles.reduce(into: [.connect]) { $0.formUnion(Grants.of($1)) }
  }

  func holds(_ role: Role) -> Bool { roles.contains(role) }
}

extension Fault {
  /// What is told where no role of the caller reaches.
  static func forbidden(_ what: String) -> Fault {
    .init(.forbidden, "no role of yours allows \(what)")
  }
}

/// What each role may do; a method whose permission stands nowhere here is refused to all.
enum Grants {
  /// The permissions of a role (domain table of roles and default rights).
  static func of(_ role: Role) -> Set<Permission> {
    switch role {
    case .caseManager:
      office.union([
        .clientRead, .clientWrite, .consentRead, .consentWrite, .caseRead, .caseWrite,
        .appointmentRead, .appointmentWrite, .queueRead, .queueWrite, .reminderRead,
      ])
    case .coordinator: office.union([.caseRead, .organisationWrite, .reminderRead])
    case .coordinatorCity: office.union([.caseRead])
    case .kimLead:
      office.union([.caseRead, .organisationWrite, .staffWrite, .reminderRead])
    case .frontDesk:
      office.union([.appointmentRead, .appointmentWrite, .queueRead, .queueWrite])
    case .assistant: office
    case .authorityB3, .steeringMember, .groupMember, .employerView: [.organisationRead]
    case .dpo: office.union([.auditRead, .auditVerify])
    case .operator:
      [
        .organisationRead, .organisationWrite, .staffRead, .staffWrite, .auditVerify, .daemonRead,
        .daemonBackup, .watch,
      ]
    case .automation:
      [.organisationRead, .reminderRead, .reminderSend, .boardRead, .daemonRead, .watch]
    }
  }

  /// What everybody who works in the office may see.
  private static let office: Set<Permission> = [
    .organisationRead, .staffRead, .boardRead, .daemonRead, .watch,
  ]
}

/// The staff of the store by uid, as it stood after the last commit; permissions worked out once, not at each request.
struct Directory: Sendable {
  let ownUid: UInt32
  /// Rises whenever staff or municipalities change.
  var generation = 0
  /// The municipalities there are.
  var municipalities: Set<Slug<Municipality>> = []
  private(set) var callers: [UInt32: Caller] = [:]
  private let operators: [UInt32: Caller]

  init(ownUid: UInt32) {
    self.ownUid = ownUid
    operators = [0: Caller(uid: 0, roles: [.operator])]
      .merging([ownUid: Caller(uid: ownUid, roles: [.operator])]) { $1 }
  }

  /// Adds an active member of staff.
  mutating func add(_ row: StaffRecord, reaching municipalities: [Slug<Municipality>]?) {
    let uid = UInt32(row.uid)
    let granted = operators[uid]?.roles ?? []
    callers[uid] = Caller(
      uid: uid,
      login: row.login.text,
      staff: row.id,
      roles: granted + row.roles.filter { !granted.contains($0) },
      municipalities: municipalities
    )
  }

  /// The caller behind a uid.
  ///
  /// A login that is not the one recorded for the uid belongs to somebody else who was given an old uid: such a caller
  /// holds no role.
  func caller(_ peer: Peer) -> Caller {
    if let known = callers[peer.uid], peer.login == nil || peer.login == known.login {
      return known
    }
    return operators[peer.uid] ?? Caller(uid: peer.uid, roles: [])
  }
}

/// The other end of a connection, as the kernel and the user database know it.
package struct Peer: Sendable {
  /// User id of the process that connected.
  package let uid: UInt32
  /// Login name that the system knows for it.
  package let login: String?
  /// Where notifications of a watch go; nil where there is no connection.
  package let connection: (any WatchConnection)?

  package init(uid: UInt32, login: String?, connection: (any WatchConnection)? = nil) {
    self.uid = uid
    self.login = login
    self.connection = connection
  }
}

/// A connection that takes notifications at the pace at which its peer reads.
package protocol WatchConnection: AnyObject, Sendable {
  /// Sends one line, between replies.
  func push(_ line: [UInt8])
  /// Calls back once when the peer has read enough; at once where it has.
  func whenWritable(_ body: @escaping @Sendable () -> Void)
}
