import KimAPI
import Testing

@testable import KimCore

/// What becomes of a request that names a thing, written down by hand: by what the thing is, how the asker stands to it, and
/// what kind of use the method makes of it.
enum ScopeMatrix {
  /// What a method does with the thing that it is told.
  enum Use: String {
    /// Shows it.
    case shows
    /// Lists or tells what is in it or hangs on it.
    case reads
    /// Changes it, or writes what hangs on it.
    case changes
    /// Only refers to it.
    case names
    /// Narrows a list by it.
    case filters
    /// Looks for it in the audit.
    case audits
  }

  enum Outcome: Equatable {
    /// Done, or let through as far as the thing's own state.
    case answered
    /// To the byte what is answered where nothing is.
    case hidden
    /// Done with nothing to tell, where that nothing is there is no secret.
    case nothing
    /// Refused as something that is for reading.
    case forReading
    /// Refused by a kind of its own.
    case fault(Fault.Kind)

    fileprivate init?(_ word: Substring) {
      switch word {
      case "yes": self = .answered
      case "hidden": self = .hidden
      case "none": self = .nothing
      case "reading": self = .forReading
      case "closed": self = .fault(.invalidState)
      default: return nil
      }
    }
  }

  /// A type of thing with its columns, then a row a relation; a dash where no method of that kind reaches the role.
  private static let text = """
    Client          shows   reads   changes names   audits
      own           yes     yes     yes     yes     -
      substituted   yes     yes     yes     yes     -
      induction     yes     yes     reading yes     -
      neverACase    yes     yes     yes     yes     -
      colleagues    hidden  hidden  hidden  yes     -
      last          yes     yes     reading yes     -
      afterCase     hidden  hidden  hidden  yes     -
      otherRegion   hidden  hidden  hidden  hidden  -
      conference    hidden  hidden  hidden  hidden  -
      breakGlass    hidden  hidden  hidden  hidden  -
      notYet        hidden  hidden  hidden  hidden  -
      noMore        hidden  hidden  hidden  hidden  -
      placeless     hidden  hidden  hidden  hidden  -
      frontDesk     -       -       -       yes     -
      farDesk       -       -       -       hidden  -
      twoRoles      hidden  hidden  hidden  yes     -
      officer       -       -       -       -       yes

    Case            shows   reads   changes audits
      own           yes     yes     yes     -
      substituted   yes     yes     yes     -
      induction     yes     yes     reading -
      conference    yes     hidden  hidden  -
      breakGlass    yes     yes     reading -
      team          yes     hidden  hidden  -
      supervision   yes     hidden  -       -
      last          yes     yes     closed  -
      afterCase     yes     hidden  hidden  -
      otherRegion   hidden  hidden  hidden  -
      notYet        hidden  hidden  hidden  -
      noMore        hidden  hidden  hidden  -
      placeless     hidden  hidden  hidden  -
      frontDesk     -       -       hidden  -
      farDesk       -       -       hidden  -
      twoRoles      hidden  hidden  hidden  -
      officer       -       -       -       yes

    Consent         changes
      own           yes
      substituted   yes
      induction     reading
      neverACase    yes
      colleagues    hidden
      last          yes
      afterCase     hidden
      otherRegion   hidden
      placeless     hidden

    Appointment     shows   changes
      place         yes     yes
      frontDesk     yes     yes
      twoRoles      yes     yes
      otherRegion   hidden  hidden
      farDesk       hidden  hidden
      placeless     hidden  hidden

    Session         reads   changes
      place         yes     yes
      frontDesk     yes     yes
      twoRoles      yes     yes
      otherRegion   hidden  hidden
      farDesk       hidden  hidden
      placeless     hidden  hidden

    Ticket          changes
      place         yes
      frontDesk     yes
      twoRoles      yes
      otherRegion   hidden
      farDesk       hidden
      placeless     hidden

    Reminder        changes
      automat       yes

    Site            names   filters
      place         yes     yes
      frontDesk     yes     yes
      twoRoles      yes     yes
      otherRegion   hidden  hidden
      farDesk       hidden  hidden
      placeless     hidden  hidden
      supervision   yes     -
      officer       yes     -
      automat       yes     -

    Municipality    names   filters
      place         yes     yes
      twoRoles      hidden  hidden
      otherRegion   hidden  hidden
      placeless     hidden  hidden
      supervision   yes     yes

    SocialDistrict  names
      place         yes
      twoRoles      hidden
      otherRegion   hidden
      placeless     hidden
      supervision   yes

    ServiceType     names
      place         yes
      frontDesk     yes

    Region          names
      supervision   yes

    Staff           shows   changes names   filters audits
      place         yes     -       yes     yes     -
      otherRegion   yes     -       hidden  none    -
      noManager     yes     -       hidden  none    -
      supervision   yes     yes     -       yes     -
      frontDesk     yes     -       yes     yes     -
      operator      yes     -       -       -       -
      officer       yes     -       -       -       yes

    AuditEntry      audits
      officer       yes
    """

  /// Where one method is another than its kind, and why: by method, field and relation; a star for every field.
  static let exceptions: [String: (outcome: Outcome, reason: String)] = [
    "case.open client twoRoles": (
      .hidden, "the place of the front desk does not widen that of the case manager"
    ),
    "staff.add * operator": (
      .fault(.approvalRequired), "once there is an administrator an operator changes no rights"
    ),
    "staff.update * operator": (.fault(.approvalRequired), "as staff.add"),
    "staff.retire * operator": (.fault(.approvalRequired), "as staff.add"),
  ]

  static func exception(_ question: ScopeMatrixTests.Question, _ relation: String) -> Outcome? {
    let found =
      exceptions["\(question.label) \(relation)"]
      ?? exceptions["\(question.method.name) * \(relation)"]
    return found?.outcome
  }

  /// Uses that the name of the field and the kind of the method do not tell.
  static let uses: [String: Use] = [
    "appointment.book case": .changes, "consent.give client": .changes,
    "ticket.issue session": .changes, "ticket.issue appointment": .changes,
    "ticket.callNext session": .changes, "ticket.list session": .reads, "audit.list staff": .audits,
    "ticket.list site": .names,
    "audit.list subject": .audits, "audit.list client": .audits, "audit.list case": .audits,
  ]

  /// Methods whose names are checked against what they bring themselves.
  static let whole: Set<String> = ["organisation.load"]

  /// What the state of a thing of this matrix says to somebody who was let through to it.
  static let gates: [String: Set<Fault.Kind>] = [
    "case.open": [.caseExists], "appointment.noShow": [.invalidState, .invalidValue],
    "session.open": [.alreadyExists], "session.settle": [.invalidState],
    "ticket.start": [.invalidState], "ticket.finish": [.invalidState],
    "ticket.noShow": [.invalidState], "ticket.recall": [.invalidState],
    "reminder.ack": [.invalidState],
    "reminder.fail": [.invalidState],
  ]

  /// Type of thing, relation, use: outcome; none where the table has a dash.
  static let table: [String: [String: [Use: Outcome]]] = {
    var table: [String: [String: [Use: Outcome]]] = [:]
    var type = ""
    var uses: [Use] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard line.hasPrefix(" ") else {
        (type, uses) = (
          String(words[0]), words.dropFirst().compactMap { Use(rawValue: String($0)) }
        )
        precondition(uses.count == words.count - 1 && table[type] == nil, "\(line)")
        continue
      }
      precondition(words.count == uses.count + 1, "\(line)")
      let outcomes = zip(uses, words.dropFirst()).compactMap { use, word in
        Outcome(word).map { (use, $0) }
      }
      table[type, default: [:]][String(words[0])] = Dictionary(uniqueKeysWithValues: outcomes)
    }
    return table
  }()
}
