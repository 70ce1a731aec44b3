/// What a booking made.
public struct AppointmentReceipt: Codable, Sendable, Equatable {
  public var id: ID<Appointment>
  public var number: Number<Appointment>
  public var rev: Int
  public var state: AppointmentState
  public var start: LocalTime
  public var durationMinutes: Int
  public var staff: Ref<Staff>?
  public var room: Label?

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
