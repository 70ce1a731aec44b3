import KimAPI
import KimTestSupport

@testable import KimCore

/// Appointments, the queue and reminders.
extension Fixture {
  static var nord: Slug<Site> { Slug("rathaus-nord") ?? .sample }
  static var sued: Slug<Site> { Slug("rathaus-sued") ?? .sample }
  /// An hour each.
  static var interview: Slug<ServiceType> { Slug("erstgespraech") ?? .sample }
  /// A quarter of an hour each.
  static var advice: Slug<ServiceType> { Slug("auskunft") ?? .sample }

  /// What a booked appointment takes once its time has come.
  static var onceBegun: [String] {
    [AppointmentCheckIn.name, TicketIssue.name, AppointmentNoShow.name]
  }

  // MARK: Appointments

  @discardableResult
  func book(
    _ start: String,
    _ type: Slug<ServiceType> = Self.advice,
    site: Slug<Site> = Self.nord,
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
        start: valid(start),
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
        from: valid(from),
        to: valid(to ?? from)
      )
    ).items
  }

  // MARK: Queue

  func session(
    _ site: Slug<Site> = Self.nord,
    as person: Person = .manager
  ) async throws -> ID<Session> {
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
      priorityReason: try personal(reason)
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
      .init(session: session, desk: valid(desk)),
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

  func board(_ site: Slug<Site> = Self.nord) async throws -> BoardShow.Output {
    try await office.call(BoardShow.self, .init(site: site))
  }

  // MARK: Reminders

  func reminders() async throws -> [Reminder] {
    try await office.call(ReminderList.self, .init(), as: .automat).items
  }

  func lease(_ params: ReminderLease.Params = .init()) async throws -> [LeasedReminder] {
    try await office.call(ReminderLease.self, params, as: .automat).items
  }
}
