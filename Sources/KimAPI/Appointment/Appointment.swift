/// An appointment (Termin).
public struct Appointment: Codable, Sendable, Equatable {
  public var id: ID<Appointment>
  /// The number that people say, `T-2026-0042-3`.
  public var number: Number<Appointment>
  public var rev: Int
  public var state: AppointmentState
  public var site: Ref<Site>
  public var serviceType: Ref<ServiceType>
  /// Begin on the wall clock of the office.
  public var start: LocalTime
  /// Length.
  public var durationMinutes: Int
  public var staff: Ref<Staff>?
  /// In which room.
  public var room: Label?
  /// For whom; only where the caller may see the client.
  public var client: Ref<Client>?
  /// In which case; only where the caller may see the client.
  public var `case`: Ref<Case>?
  /// Language to be spoken.
  public var language: LanguageCode?
  /// The appointment that was moved to this one.
  public var supersedes: ID<Appointment>?

  public init(
    id: ID<Appointment>,
    number: Number<Appointment>,
    rev: Int,
    state: AppointmentState,
    site: Ref<Site>,
    serviceType: Ref<ServiceType>,
    start: LocalTime,
    durationMinutes: Int,
    staff: Ref<Staff>? = nil,
    room: Label? = nil,
    client: Ref<Client>? = nil,
    `case`: Ref<Case>? = nil,
    language: LanguageCode? = nil,
    supersedes: ID<Appointment>? = nil
  ) {
    self.id = id
    self.number = number
    self.rev = rev
    self.state = state
    self.site = site
    self.serviceType = serviceType
    self.start = start
    self.durationMinutes = durationMinutes
    self.staff = staff
    self.room = room
    self.client = client
    self.`case` = `case`
    self.language = language
    self.supersedes = supersedes
  }
}
