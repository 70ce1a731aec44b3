import KimAPI

struct AppointmentRecord: Staged {
  typealias Root = AppointmentRecord
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

  var concerned: (client: ID<Client>?, case: ID<Case>?) { (client, `case`) }

  /// A number stays through moves: it means the one that was not moved on.
  static var numbered: Predicate { Predicate("appointment.state<>'rescheduled'") }

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

extension StoreContext where Self: ~Copyable {
  /// A row as its reader sees it; whose it is only where the reader may know the client.
  borrowing func view(_ row: AppointmentRecord) throws -> Appointment {
    let client = try known(row.client)
    return Appointment(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      site: ref(row.site),
      serviceType: ref(row.serviceType),
      start: row.start,
      durationMinutes: row.durationMinutes,
      staff: row.staff.map { ref($0) },
      room: row.room,
      client: client,
      case: client == nil ? nil : try row.case.map { try ref(CaseRecord.self, $0) },
      language: row.language,
      supersedes: row.supersedes
    )
  }

  /// That it is booked, and nothing of the client.
  borrowing func receipt(_ row: AppointmentRecord) -> AppointmentReceipt {
    AppointmentReceipt(
      id: row.id,
      number: row.number,
      rev: row.rev,
      state: row.state,
      start: row.start,
      durationMinutes: row.durationMinutes,
      staff: row.staff.map { ref($0) },
      room: row.room
    )
  }
}
