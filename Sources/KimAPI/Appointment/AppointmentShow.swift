/// Shows an appointment.
public enum AppointmentShow: ReadMethod {
  /// `appointment.show`.
  public static let name = "appointment.show"
  /// See ``Permission/appointmentRead``.
  public static let permission = Permission.appointmentRead
  /// One sentence.
  public static let summary = "Shows an appointment."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which, by id.
    public var id: ID<Appointment>?
    /// Which, by number: the one that was not moved on.
    public var number: Number<Appointment>?

    /// All fields; what is optional may be left out.
    public init(id: ID<Appointment>? = nil, number: Number<Appointment>? = nil) {
      self.id = id
      self.number = number
    }
  }

  /// The appointment.
  public typealias Output = Appointment
}
