import KimAPI

/// What each role may do; a method whose permission stands nowhere here is refused to all.
enum Rights {
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

extension Fault {
  /// What is told where no role of the caller reaches.
  static func forbidden(_ what: String) -> Fault {
    .init(.forbidden, "no role of yours allows \(what)")
  }
}
