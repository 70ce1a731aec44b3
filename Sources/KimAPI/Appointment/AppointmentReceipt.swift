/// What a booking made.
public struct AppointmentReceipt: Codable, Sendable, Equatable {
  /// Identity.
  public var id: ID<Appointment>
  /// The number that people say.
  public var number: Number<Appointment>
  /// Revision.
  public var rev: Int
  /// `booked`.
  public var state: AppointmentState
  /// Begin on the wall clock of the office.
  public var start: LocalTime
  /// Length.
  public var durationMinutes: Int
  /// With whom.
  public var staff: Ref<Staff>?
  /// In which room.
  public var room: Label?

  /// All fields; what is optional may be left out.
  public init(
    id: ID<Appointment>,
    number: Number<Appointment>,
    rev: Int,
    state: AppointmentState,
    start: LocalTime,
    durationMinutes: Int,
    staff: Ref<Staff>? = nil,
    room: Label? = nil
  ) {
    self.id = id
    self.number = number
    self.rev = rev
    self.state = state
    self.start = start
    self.durationMinutes = durationMinutes
    self.staff = staff
    self.room = room
  }
}
