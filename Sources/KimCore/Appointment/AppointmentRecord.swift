import KimAPI

struct AppointmentRecord: Staged {
  static let table = "appointment"
  static let topic = Topic.appointment
  var id: ID<Appointment>
  var rev: Int
  var number: Number<Appointment>
  var state: AppointmentState
  var site: Slug<Site>
  var serviceType: Slug<ServiceType>
  var start: LocalTime
  var startsAt: Timestamp
  var durationMinutes: Int
  var staff: ID<Staff>?
  var room: Label?
  var client: ID<Client>?
  var `case`: ID<Case>?
  var language: LanguageCode?
  var supersedes: ID<Appointment>?
  var cancelledBy: CancelledBy?
  var cancelReason: Sealed<Label>?

  /// Appointments are known to those who work at their site's municipality.
  static func scope(of caller: Caller) -> Predicate { .site("appointment.site", of: caller) }

  static let machine = Machine<AppointmentState>(
    .begin(AppointmentBook.self, to: .booked),
    .by(AppointmentCheckIn.self, from: [.booked], to: .arrived),
    .by(TicketIssue.self, from: [.booked, .arrived], to: .arrived),
    .by(AppointmentNoShow.self, from: [.booked], to: .noShow),
    .by(AppointmentReschedule.self, from: [.booked], to: .rescheduled),
    .by(AppointmentCancel.self, from: [.booked], to: .cancelled),
    .auto(from: [.booked], to: .noShow),
    .auto(from: [.arrived], to: .inService, .left),
    .auto(from: [.inService], to: .completed)
  )

  /// Nothing reminds of what is over or begun, and time that nobody took is given back.
  func follow(in context: inout WriteContext) throws {
    try context.cancelReminders(of: id)
    switch state {
    case .booked, .arrived, .inService, .completed: break
    case .left, .rescheduled, .cancelled, .noShow: try context.releaseClaims(of: self)
    }
  }

  /// The five-minute cells that the appointment takes.
  var cells: Range<Int64> { AppointmentRules.cells(startsAt, durationMinutes) }
}

extension Predicate {
  /// A column of sites holds one of the caller's municipalities.
  static func site(_ column: String, of caller: Caller) -> Predicate {
    guard caller.municipalities != nil else { return .all }
    let scope = municipality("site.municipality", of: caller)
    return Predicate(
      "EXISTS(SELECT 1 FROM site WHERE site.id=\(column) AND \(scope.sql))",
      scope.arguments
    )
  }
}

extension Appointment {
  /// A row as its caller sees it; whose it is only where the caller may know the client.
  init(_ row: AppointmentRecord, showsClient: Bool) {
    self.init(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      site: row.site,
      serviceType: row.serviceType,
      start: row.start,
      durationMinutes: row.durationMinutes,
      staff: row.staff,
      room: row.room,
      client: showsClient ? row.client : nil,
      case: showsClient ? row.case : nil,
      language: row.language,
      supersedes: row.supersedes
    )
  }
}

extension AppointmentReceipt {
  init(_ row: AppointmentRecord) {
    self.init(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      start: row.start,
      durationMinutes: row.durationMinutes,
      staff: row.staff,
      room: row.room
    )
  }
}

extension StoreContext where Self: ~Copyable {
  /// Whether the caller may know a client.
  borrowing func knows(_ client: ID<Client>?) throws -> Bool {
    guard let client else { return false }
    let scoped = Predicate("id=?", [client]) && ClientRecord.scope(of: caller)
    return try value(Int.self, "SELECT 1 FROM client WHERE \(scoped.sql)", scoped.arguments) != nil
  }
}
