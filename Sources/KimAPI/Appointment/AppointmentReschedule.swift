/// Moves an appointment: the old one ends and a new one with its number is booked, or nothing happens.
public enum AppointmentReschedule: WriteMethod {
  public static let name = "appointment.reschedule"
  public static let permission = Permission.appointmentWrite
  public static let summary =
    "Moves an appointment: the old one ends and a new one is booked, or nothing happens."

  public struct Params: Codable, Sendable, Equatable {
    public var id: Named<Appointment>
    public var ifRev: Int
    /// The new begin.
    public var start: LocalTime

    public init(id: Named<Appointment>, ifRev: Int, start: LocalTime) {
      self.id = id
      self.ifRev = ifRev
      self.start = start
    }
  }

  /// The new booking, with an id of its own.
  public typealias Output = AppointmentReceipt
}
