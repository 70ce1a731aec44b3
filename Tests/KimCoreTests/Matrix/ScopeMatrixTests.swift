import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// What lies out of a caller's scope is to them as if it were not there: the two answers are alike to the byte.
@Suite("The scope matrix", .timeLimit(.minutes(2)))
struct ScopeMatrixTests {
  /// One id of each kind, all in `nord` and one's own case managers'.
  private struct Foreign {
    let office: Office
    let client: ID<Client>
    let consent: ID<Consent>
    let `case`: ID<Case>
    let appointment: ID<Appointment>
    let session: ID<Session>
    let ticket: ID<Ticket>
    let staff: ID<Staff>

    init(_ office: Office) async throws {
      let hall = Hall(office)
      self.office = office
      client = try await hall.client(consents: false)
      consent = try await hall.consent(client).id
      `case` = try await hall.openCase(client)
      appointment = try await hall.book("2026-11-23T10:00", client: client).id
      session = try await hall.session()
      ticket = try await hall.ticket(session).id
      staff = try office.id(of: .manager)
    }
  }

  /// The methods that this matrix asked, so that none with an id is left out.
  private struct Asked {
    let office: Office
    let person: Person
    var methods: Set<String> = []

    /// Asks for a foreign id and for one that nobody has.
    mutating func alike<M: KimAPI.Method, Of>(
      _ method: M.Type,
      _ foreign: ID<Of>,
      _ params: (ID<Of>) throws -> M.Params
    ) async throws {
      methods.insert(M.name)
      let hall = Hall(office)
      let there = try await hall.reply(method, params(foreign), as: person)
      let nowhere = try await hall.reply(method, params(Hall.nobody()), as: person)
      #expect(there == nowhere, "\(M.name)")
      #expect(there.contains("\"not_found\""), "\(M.name): \(there)")
    }
  }

  /// Methods whose ids are the same to everybody whose role lets them ask: staff, and reminders to the automat.
  private static let withoutForeign: Set<String> = [
    "staff.show", "staff.update", "staff.retire", "reminder.ack", "reminder.fail",
  ]

  @Test func foreignIdsAreAsUnknownOnes() async throws {
    try await Office.open { office in
      let foreign = try await Foreign(office)
      var asked = Asked(office: office, person: .faraway)
      try await Self.askClients(&asked, foreign)
      try await Self.askCases(&asked, foreign)
      try await Self.askAppointments(&asked, foreign)
      try await Self.askQueue(&asked, foreign)
      // Then every method that takes an id was asked.
      #expect(asked.methods.union(Self.withoutForeign).isSuperset(of: Self.methodsWithIds))
      // And after all that nothing of it changed.
      let shown = try await Hall(office).show(foreign.appointment)
      #expect(shown.state == .booked && shown.rev == 1)
      #expect(try await Hall(office).tickets(foreign.session).map(\.state) == [.waiting])
    }
  }

  /// Methods with an id among their params, of whatever thing; filters of lists and parts of audit entries aside.
  private static var methodsWithIds: Set<String> {
    let filters: Set<String> = ["audit.list", "case.list", "appointment.list"]
    let methods = Catalog.methods.filter { method in
      method.paramsShape.fields.contains { field in
        if case .string(let format) = field.shape { format.name == "uuid" } else { false }
      }
    }
    return Set(methods.map { $0.name }).subtracting(filters)
  }

  private static func askClients(_ asked: inout Asked, _ foreign: Foreign) async throws {
    let notice = try Hall.label("1")
    try await asked.alike(ClientShow.self, foreign.client) { .init(id: $0) }
    try await asked.alike(ClientUpdate.self, foreign.client) { .init(id: .id($0), ifRev: 1) }
    try await asked.alike(ConsentList.self, foreign.client) { .init(client: .id($0)) }
    try await asked.alike(ConsentGive.self, foreign.client) {
      .init(
        client: .id($0),
        purposes: [.caseWork],
        form: .signed,
        noticeVersion: notice,
        language: .sample
      )
    }
    try await asked.alike(ConsentWithdraw.self, foreign.consent) { .init(id: $0) }
  }

  private static func askCases(_ asked: inout Asked, _ foreign: Foreign) async throws {
    let sued = try #require(Slug<Municipality>("sued"))
    let text = Personal(try #require(LongText("Probe")))
    try await asked.alike(CaseOpen.self, foreign.client) {
      .init(client: .id($0), municipality: sued, intakeSource: .onTheirOwn)
    }
    try await asked.alike(CaseShow.self, foreign.case) { .init(id: $0) }
    try await asked.alike(CaseHistory.self, foreign.case) { .init(id: .id($0)) }
    try await asked.alike(CaseNote.self, foreign.case) { .init(id: .id($0), text: text) }
    try await asked.alike(CaseClose.self, foreign.case) {
      .init(id: .id($0), ifRev: 1, reason: .movedAway)
    }
  }

  private static func askAppointments(_ asked: inout Asked, _ foreign: Foreign) async throws {
    let id = foreign.appointment
    let start = try Hall.at("2026-11-24T09:00")
    try await asked.alike(AppointmentShow.self, id) { .init(id: $0) }
    try await asked.alike(AppointmentReschedule.self, id) {
      .init(id: .id($0), ifRev: 1, start: start)
    }
    try await asked.alike(AppointmentCancel.self, id) { .init(id: .id($0), ifRev: 1, by: .office) }
    try await asked.alike(AppointmentCheckIn.self, id) { .init(id: $0, ifRev: 1) }
    try await asked.alike(AppointmentNoShow.self, id) { .init(id: $0, ifRev: 1) }
    // Whom a booking or a search names: client, case and a person of another place.
    let book = AppointmentBook.Params(site: Hall.sued, serviceType: Hall.advice, start: start)
    try await asked.alike(AppointmentBook.self, foreign.client) {
      .init(site: book.site, serviceType: book.serviceType, start: start, client: .id($0))
    }
    try await asked.alike(AppointmentBook.self, foreign.case) {
      .init(site: book.site, serviceType: book.serviceType, start: start, case: .id($0))
    }
    try await asked.alike(AppointmentBook.self, foreign.staff) {
      .init(site: book.site, serviceType: book.serviceType, start: start, staff: .id($0))
    }
    try await asked.alike(AppointmentFree.self, foreign.staff) {
      .init(
        site: book.site,
        serviceType: book.serviceType,
        from: start.day,
        to: start.day,
        staff: .id($0)
      )
    }
  }

  private static func askQueue(_ asked: inout Asked, _ foreign: Foreign) async throws {
    let desk = try Hall.label("1")
    try await asked.alike(SessionClose.self, foreign.session) { .init(id: $0) }
    try await asked.alike(SessionSettle.self, foreign.session) { .init(id: $0) }
    try await asked.alike(TicketList.self, foreign.session) { .init(session: $0) }
    try await asked.alike(TicketCallNext.self, foreign.session) { .init(session: $0, desk: desk) }
    try await asked.alike(TicketIssue.self, foreign.session) {
      .init(session: $0, serviceType: Hall.advice)
    }
    let own = try await Hall(foreign.office).session(Hall.sued, as: .faraway)
    try await asked.alike(TicketIssue.self, foreign.client) {
      .init(session: own, serviceType: Hall.advice, client: .id($0))
    }
    try await asked.alike(TicketIssue.self, foreign.appointment) {
      .init(session: own, serviceType: Hall.advice, appointment: .id($0))
    }
    try await asked.alike(TicketStart.self, foreign.ticket) { .init(id: .id($0)) }
    try await asked.alike(TicketFinish.self, foreign.ticket) { .init(id: .id($0)) }
    try await asked.alike(TicketNoShow.self, foreign.ticket) { .init(id: .id($0)) }
    try await asked.alike(TicketCancel.self, foreign.ticket) { .init(id: .id($0)) }
  }

  @Test func aColleaguesClientAndCaseAreAsUnknownToo() async throws {
    try await Office.open { office in
      let foreign = try await Foreign(office)
      var asked = Asked(office: office, person: .colleague)
      try await Self.askClients(&asked, foreign)
      // The case itself is known to the team; what is in it is not, nor may it be changed.
      let text = Personal(try #require(LongText("Probe")))
      try await asked.alike(CaseHistory.self, foreign.case) { .init(id: .id($0)) }
      try await asked.alike(CaseNote.self, foreign.case) { .init(id: .id($0), text: text) }
      try await asked.alike(CaseClose.self, foreign.case) {
        .init(id: .id($0), ifRev: 1, reason: .movedAway)
      }
    }
  }
}
