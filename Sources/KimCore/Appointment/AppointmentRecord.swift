import KimAPI

struct AppointmentRecord: Revised {
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

  /// The five-minute cells that the appointment takes.
  var cells: Range<Int64> { AppointmentRules.cells(startsAt, durationMinutes) }
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
  /// Whether the caller may know who a client is.
  borrowing func knows(_ client: ID<Client>?) throws -> Bool {
    guard let client else { return false }
    return try knows(ClientRecord.self, client, atLeast: ClientRecord.told)
  }
}
