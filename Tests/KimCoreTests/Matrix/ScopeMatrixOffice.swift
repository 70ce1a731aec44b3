import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// An office with somebody in every relation to something of every kind.
struct ScopeMatrixOffice {
  /// A thing by its id and, where it has one, by what people call it.
  struct Thing {
    let id: String
    var name: String?
    /// The revision that a method wants to hear.
    var rev: Int64 = 1
  }

  /// Somebody, how they stand to a thing, and the thing.
  struct Tie {
    let relation: String
    let person: Person
    let thing: Thing
  }

  let office: Office
  private(set) var ties: [String: [Tie]] = [:]
  /// Somebody of their own whom a case manager may change; what is asked about is never this one.
  private(set) var clients: [String: ID<Client>] = [:]
  private(set) var sessions: [String: ID<Session>] = [:]
  private(set) var ticketNumber: TicketNumber?

  static let substitute = Person("substitute", 2001, [.caseManager], ["sued"], region: "r2")
  static let reader = Person("reader", 2002, [.caseManager], ["sued"], region: "r2")
  static let guest = Person("guest", 2003, [.caseManager], ["sued"], region: "r2")
  static let breaker = Person("breaker", 2004, [.caseManager], ["sued"], region: "r2")
  static let early = Person("early", 2005, [.caseManager], ["sued"], region: "r2")
  static let late = Person("late", 2006, [.caseManager], ["sued"], region: "r2")
  /// Front desk in `nord`, case manager in `sued`.
  static let twoRoles = Person(
    "tworoles",
    2007,
    [.frontDesk, .caseManager],
    ["sued"],
    region: "r2"
  )
  static let placeless = Person("placeless", 2008, [.caseManager], region: "r1")
  static let farDesk = Person("fardesk", 2009, [.frontDesk], ["sued"])

  /// Those who have no relation to anything that a place holds: their roles alone decide.
  private static let onlookers = [
    Person.coordinator, .lead, .officer, .automat, .daemon, .stranger,
  ]

  init(_ office: Office) async throws {
    self.office = office
    let own = try await subject("Eigene", hasCase: true)
    let free = try await subject("Freie", hasCase: false)
    let former = try await subject("Frühere", hasCase: true)
    let opened = try #require(own.case)
    let closed = try #require(former.case)
    try await office.call(CaseClose.self, .init(id: .id(closed.id), ifRev: 1, reason: .movedAway))
    try await addStaff(standingInFor: office.id(of: .manager), guestOf: opened.id)
    for person in Self.caseManagers {
      let place = try #require(person.municipalities.first)
      clients[person.login] = try await office.registerClient("Andere", in: place, as: person)
    }
    _ = try await office.openCase(as: .colleague)
    addClients(own, free, former)
    addCases(opened, closed)
    addConsents(own, free, former)
    try await addPlaces(own)
    try addOrganisation()
    for type in ScopeMatrix.table.keys {
      let known = try #require(ties[type], "\(type)")
      for person in Self.onlookers where !known.contains(where: { $0.person == person }) {
        add(type, [(Self.role(of: person), person)], known[0].thing)
      }
    }
  }

  private static let caseManagers = [
    Person.manager, .colleague, .faraway, substitute, reader, guest, breaker, early, late, twoRoles,
  ]

  /// A client with a consent and perhaps a case.
  private struct Subject {
    let client: Thing
    let consent: Thing
    var `case`: CaseOpen.Output?
    let id: ID<Client>
  }

  private func subject(_ name: String, hasCase: Bool) async throws -> Subject {
    let params = ClientRegister.Params(
      municipality: try valid("nord"),
      familyName: try personal(name),
      email: try personal("probe@example.org")
    )
    let client = try await office.call(ClientRegister.self, params)
    let consent = try await office.giveConsent(client.id, to: [.caseWork, .contactByChannel])
    return Subject(
      client: Thing(id: client.id.text, name: client.number.text),
      consent: Thing(id: consent.id.text),
      case: hasCase ? try await office.openCase(client.id) : nil,
      id: client.id
    )
  }

  private static func role(of person: Person) -> String {
    switch person {
    case .coordinator, .lead: "supervision"
    case .daemon: "operator"
    default: person.login == "officer" ? "officer" : person.login
    }
  }

  private mutating func add(_ type: String, _ people: [(String, Person)], _ thing: Thing) {
    ties[type, default: []] += people.map { Tie(relation: $0.0, person: $0.1, thing: thing) }
  }

  private func addStaff(standingInFor manager: ID<Staff>, guestOf opened: ID<Case>) async throws {
    let substitute = try await office.add(Self.substitute)
    try await office.stand(substitute, .substituted, to: manager.text)
    try await office.stand(office.add(Self.reader), .induction, to: manager.text)
    try await office.stand(office.add(Self.guest), .conference, to: opened.text)
    try await office.stand(office.add(Self.breaker), .breakGlass, to: opened.text)
    // One begins in an hour, one has ended a minute ago.
    let early = try await office.add(Self.early)
    try await office.stand(early, .substituted, to: manager.text, since: 3600, until: 7200)
    let late = try await office.add(Self.late)
    try await office.stand(late, .substituted, to: manager.text, since: -3600, until: -60)
    try await office.add(
      Self.twoRoles,
      grants: [
        Grant(role: .frontDesk, municipalities: [valid("nord")]),
        Grant(role: .caseManager, municipalities: [valid("sued")]),
      ]
    )
    try await office.add(Self.placeless, grants: [Grant(role: .caseManager)])
    try await office.add(Self.farDesk)
  }

  private mutating func addClients(_ own: Subject, _ free: Subject, _ former: Subject) {
    add(
      "Client",
      [
        ("own", .manager), ("substituted", Self.substitute), ("induction", Self.reader),
        ("colleagues", .colleague), ("otherRegion", .faraway), ("conference", Self.guest),
        ("breakGlass", Self.breaker), ("notYet", Self.early), ("noMore", Self.late),
        ("placeless", Self.placeless), ("frontDesk", .frontDesk), ("farDesk", Self.farDesk),
        ("twoRoles", Self.twoRoles),
      ],
      own.client
    )
    add(
      "Client",
      [
        ("neverACase", .manager), ("neverACase", .colleague), ("otherRegion", .faraway),
        ("otherRegion", Self.substitute), ("placeless", Self.placeless), ("frontDesk", .frontDesk),
        ("farDesk", Self.farDesk), ("twoRoles", Self.twoRoles),
      ],
      free.client
    )
    add(
      "Client",
      [
        ("last", .manager), ("afterCase", .colleague), ("otherRegion", .faraway),
        ("otherRegion", Self.substitute), ("otherRegion", Self.reader), ("frontDesk", .frontDesk),
        ("placeless", Self.placeless),
      ],
      former.client
    )
  }

  private mutating func addCases(_ opened: CaseOpen.Output, _ closed: CaseOpen.Output) {
    add(
      "Case",
      [
        ("own", .manager), ("substituted", Self.substitute), ("induction", Self.reader),
        ("team", .colleague), ("otherRegion", .faraway), ("conference", Self.guest),
        ("breakGlass", Self.breaker), ("notYet", Self.early), ("noMore", Self.late),
        ("placeless", Self.placeless), ("frontDesk", .frontDesk), ("farDesk", Self.farDesk),
        ("twoRoles", Self.twoRoles),
      ],
      Thing(id: opened.id.text, name: opened.number.text)
    )
    add(
      "Case",
      [
        ("last", .manager), ("afterCase", .colleague), ("otherRegion", .faraway),
        ("otherRegion", Self.guest), ("otherRegion", Self.breaker), ("placeless", Self.placeless),
        ("frontDesk", .frontDesk),
      ],
      Thing(id: closed.id.text, name: closed.number.text, rev: 2)
    )
  }

  private mutating func addConsents(_ own: Subject, _ free: Subject, _ former: Subject) {
    add(
      "Consent",
      [
        ("own", .manager), ("substituted", Self.substitute), ("induction", Self.reader),
        ("colleagues", .colleague), ("otherRegion", .faraway), ("otherRegion", Self.guest),
        ("otherRegion", Self.breaker), ("placeless", Self.placeless),
      ],
      own.consent
    )
    add("Consent", [("neverACase", .colleague), ("otherRegion", .faraway)], free.consent)
    add(
      "Consent",
      [("last", .manager), ("afterCase", .colleague), ("otherRegion", .faraway)],
      former.consent
    )
  }

  /// What happens at a place: of one's own client or of a colleague's it is the same.
  private mutating func addPlaces(_ own: Subject) async throws {
    let near: [(String, Person)] = [
      ("place", .manager), ("place", .colleague), ("frontDesk", .frontDesk),
      ("twoRoles", Self.twoRoles), ("otherRegion", .faraway), ("otherRegion", Self.substitute),
      ("farDesk", Self.farDesk), ("placeless", Self.placeless),
    ]
    let colleague = try office.id(of: .colleague)
    let booked = try await office.book("2026-11-23T10:00", staff: colleague, client: own.id)
    _ = try await office.book("2026-11-23T10:00", site: Office.sued, as: .faraway)
    let reminder = try #require(try await office.reminders().first)
    sessions["nord"] = try await office.session()
    sessions["sued"] = try await office.session(Office.sued, as: .faraway)
    let session = try #require(sessions["nord"])
    let ticket = try await office.ticket(session)
    ticketNumber = ticket.number
    add("Appointment", near, Thing(id: booked.id.text, name: booked.number.text))
    add("Session", near, Thing(id: session.text))
    add("Ticket", near, Thing(id: ticket.id.text))
    add("Reminder", [("automat", .automat)], Thing(id: reminder.id.text))
    add("Site", near, Thing(id: "rathaus-nord"))
    let staff = Thing(id: colleague.text, name: Person.colleague.login)
    add("Staff", [("place", .manager), ("frontDesk", .frontDesk)], staff)
    for (relation, person) in [("otherRegion", Person.faraway), ("noManager", .frontDesk)] {
      let thing = Thing(id: try office.id(of: person).text, name: person.login)
      add("Staff", [(relation, .manager)], thing)
    }
  }

  private mutating func addOrganisation() throws {
    let people: [(String, Person)] = [
      ("place", .manager), ("otherRegion", .faraway), ("twoRoles", Self.twoRoles),
      ("placeless", Self.placeless),
    ]
    add("Municipality", people, Thing(id: "nord"))
    add("SocialDistrict", people, Thing(id: "nord-1"))
    add("ServiceType", [("place", .manager), ("frontDesk", .frontDesk)], Thing(id: "auskunft"))
    add("Region", [("supervision", .lead)], Thing(id: "r2"))
    let written = try #require(clients[Person.manager.login])
    add("AuditEntry", [("officer", .officer)], Thing(id: written.text))
  }
}
