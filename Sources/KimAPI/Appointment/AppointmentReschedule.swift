/// Moves an appointment: the old one ends and a new one with its number is booked, or nothing happens.
public enum AppointmentReschedule: WriteMethod {
  /// `appointment.reschedule`.
  public static let name = "appointment.reschedule"
  /// See ``Permission/appointmentWrite``.
  public static let permission = Permission.appointmentWrite
  /// One sentence.
  public static let summary =
    "Moves an appointment: the old one ends and a new one is booked, or nothing happens."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which.
    public var id: Named<Appointment>
    /// The revision that the caller saw.
    public var ifRev: Int
    /// The new begin.
    public var start: LocalTime

    /// All fields; what is optional may be left out.
    public init(id: Named<Appointment>, ifRev: Int, start: LocalTime) {
      self.id = id
      self.ifRev = ifRev
      self.start = start
    }
  }

  /// The new booking, with an id of its own.
  public typealias Output = AppointmentReceipt
}
