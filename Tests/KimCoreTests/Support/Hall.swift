import FoundationEssentials
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// What the tests of consultation begin with, in few words.
struct Hall {
  let office: Office

  init(_ office: Office) { self.office = office }

  static let nord = Slug<Site>("rathaus-nord") ?? .sample
  static let sued = Slug<Site>("rathaus-sued") ?? .sample
  /// An hour each.
  static let interview = Slug<ServiceType>("erstgespraech") ?? .sample
  /// A quarter of an hour each.
  static let advice = Slug<ServiceType>("auskunft") ?? .sample
  /// What a booked appointment takes once its time has come.
  static let onceBegun = [AppointmentCheckIn.name, TicketIssue.name, AppointmentNoShow.name]
  /// An id that nobody has.
  static func nobody<Of>(_ type: Of.Type = Of.self) -> ID<Of> {
    ID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0001)
  }

  static func at(_ text: String) throws -> LocalTime { try #require(LocalTime(text)) }
  static func day(_ text: String) throws -> Day { try #require(Day(text)) }
  static func label(_ text: String) throws -> Label { try #require(Label(text)) }
  static func token(_ text: String) throws -> Token { try #require(Token(text)) }

  // MARK: People

  /// A client of `nord` with what a reminder needs; each part can be left out.
  func client(
    email: String? = "probe@example.org",
    phone: String? = nil,
    languages: [String] = [],
    consents: Bool = true,
    as person: Person = .manager
  ) async throws -> ID<Client> {
    let municipality = person.municipalities.first ?? "nord"
    let client = try await office.call(
      ClientRegister.self,
      .init(
        municipality: #require(Slug(municipality)),
        familyName: Personal(Self.label("Probe")),
        languages: languages.compactMap { LanguageCode($0) },
        email: email.flatMap { EmailAddress($0) }.map { Personal($0) },
        phone: phone.flatMap { PhoneNumber($0) }.map { Personal($0) }
      ),
      as: person
    )
    if consents { _ = try await consent(client.id, as: person) }
    return client.id
  }

  func consent(
    _ client: ID<Client>,
    as person: Person = .manager
  ) async throws -> Receipt<Consent> {
    try await office.call(
      ConsentGive.self,
      .init(
        client: .id(client),
        purposes: [.contactByChannel],
        form: .signed,
        noticeVersion: Self.label("2026-1"),
        language: .sample
      ),
      as: person
    )
  }

  func openCase(_ client: ID<Client>, as person: Person = .manager) async throws -> ID<Case> {
    try await office.call(
      CaseOpen.self,
      .init(
        client: .id(client),
        municipality: #require(Slug(person.municipalities.first ?? "nord")),
        intakeSource: .onTheirOwn
      ),
      as: person
    ).id
  }

  // MARK: Appointments

  @discardableResult
  func book(
    _ start: String,
    _ type: Slug<ServiceType> = advice,
    site: Slug<Site> = nord,
    staff: ID<Staff>? = nil,
    client: ID<Client>? = nil,
    language: String? = nil,
    as person: Person = .manager
  ) async throws -> AppointmentReceipt {
    try await office.call(
      AppointmentBook.self,
      .init(
        site: site,
        serviceType: type,
        start: Self.at(start),
        staff: staff.map { .id($0) },
        client: client.map { .id($0) },
        language: language.flatMap { LanguageCode($0) }
      ),
      as: person
    )
  }

  @discardableResult
  func cancel(_ booked: AppointmentReceipt) async throws -> Receipt<Appointment> {
    try await office.call(
      AppointmentCancel.self,
      .init(id: .id(booked.id), ifRev: booked.rev, by: .client)
    )
  }

  func show(_ id: ID<Appointment>, as person: Person = .manager) async throws -> Appointment {
    try await office.call(AppointmentShow.self, .init(id: id), as: person)
  }

  func free(_ from: String, _ to: String? = nil) async throws -> [FreeSlot] {
    try await office.call(
      AppointmentFree.self,
      .init(
        site: Self.nord,
        serviceType: Self.interview,
        from: Self.day(from),
        to: Self.day(to ?? from)
      )
    ).items
  }

  // MARK: Queue

  func session(_ site: Slug<Site> = nord, as person: Person = .manager) async throws -> ID<Session>
  {
    try await office.call(SessionOpen.self, .init(site: site), as: person).id
  }

  @discardableResult
  func ticket(
    _ session: ID<Session>,
    priority: TicketPriority? = nil,
    client: ID<Client>? = nil,
    appointment: ID<Appointment>? = nil,
    as person: Person = .manager
  ) async throws -> TicketIssue.Output {
    try await office.call(
      TicketIssue.self,
      .init(
        session: session,
        serviceType: Self.advice,
        client: client.map { .id($0) },
        priority: priority,
        appointment: appointment.map { .id($0) }
      ),
      as: person
    )
  }

  @discardableResult
  func urgentTicket(
    _ session: ID<Session>,
    _ reason: String,
    _ priority: TicketPriority = .urgent,
    client: ID<Client>? = nil,
    as person: Person = .manager
  ) async throws -> TicketIssue.Output {
    let params = TicketIssue.Params(
      session: session,
      serviceType: Self.advice,
      client: client.map { .id($0) },
      priority: priority,
      priorityReason: Personal(try Self.label(reason))
    )
    return try await office.call(TicketIssue.self, params, as: person)
  }

  func callNext(
    _ session: ID<Session>,
    desk: String = "1",
    as person: Person = .manager,
    key: String? = nil
  ) async throws -> TicketCallNext.Output {
    try await office.call(
      TicketCallNext.self,
      .init(session: session, desk: Self.label(desk)),
      as: person,
      meta: key.map { RequestMeta(idempotencyKey: Token($0)) }
    )
  }

  @discardableResult
  func step<M: KimAPI.Method>(_ method: M.Type, _ id: ID<Ticket>) async throws -> Receipt<Ticket>
  where M.Params == TicketStep, M.Output == Receipt<Ticket> {
    try await office.call(method, .init(id: .id(id)))
  }

  func tickets(_ session: ID<Session>) async throws -> [Ticket] {
    try await office.call(TicketList.self, .init(session: session)).items
  }

  func board(_ site: Slug<Site> = nord) async throws -> BoardShow.Output {
    try await office.call(BoardShow.self, .init(site: site))
  }

  // MARK: Reminders

  func reminders() async throws -> [Reminder] {
    try await office.call(ReminderList.self, .init(), as: .automat).items
  }

  func lease(_ params: ReminderLease.Params = .init()) async throws -> [LeasedReminder] {
    try await office.call(ReminderLease.self, params, as: .automat).items
  }

  /// Damages the addresses of all clients so far on the disk.
  func spoilAddresses() async throws {
    try await execute("UPDATE client SET email=zeroblob(length(email)) WHERE email IS NOT NULL")
  }

  // MARK: Below the desk

  /// The raw reply line of a call: for answers that must be alike to the byte.
  func reply<M: KimAPI.Method>(
    _ method: M.Type,
    _ params: M.Params,
    as person: Person
  ) async throws -> String {
    let request: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": .string(M.name),
      "params": try StrictJSON.parse(JSONText.encode(params)),
    ]
    return try #require(await office.line(request.line, as: person))
  }

  /// Runs one statement on the store's connection, past all rules but the schema's.
  func execute(_ sql: String) async throws {
    let store = try #require(office.desk.store)
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      store.perform { engine in
        continuation.resume(with: Result { _ = try engine.execute("/* a test */ " + sql, []) })
      }
    }
  }

  /// The number that a query gives.
  func number(_ sql: String) async throws -> Int {
    let writer = try #require(office.desk.writer)
    return try await writer.read { try $0.value(Int.self, "/* a test */ " + sql) ?? 0 }
  }

  /// How many changes the feed tells of.
  func changes() async throws -> Int {
    try await number("SELECT count(*) FROM audit WHERE op IS NOT NULL")
  }

  /// All items of a list, read page by page, and how many pages that took.
  static func all<Item>(
    _ page: (Token?) async throws -> KimAPI.Page<Item>
  ) async throws -> (items: [Item], pages: Int) {
    var items: [Item] = []
    var cursor: Token?
    for number in 1...20 {
      let page = try await page(cursor)
      items += page.items
      guard let next = page.next else { return (items, number) }
      cursor = next
    }
    throw Fault(.internal, "the list does not end")
  }

  /// An office that is closed after the first body and opened again for the second.
  static func restarted<Kept: Sendable>(
    _ before: (Hall) async throws -> Kept,
    then after: (Hall, Kept) async throws -> Void
  ) async throws {
    let world = World()
    let directory = try Office.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let kept = try await Office.reopen(directory, world: world) { office in
      try await office.furnish()
      return try await before(Hall(office))
    }
    try await Office.reopen(directory, world: world) { try await after(Hall($0), kept) }
  }
}
