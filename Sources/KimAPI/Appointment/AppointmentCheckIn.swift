/// Records that a person came to their appointment.
public enum AppointmentCheckIn: WriteMethod {
  /// `appointment.checkIn`.
  public static let name = "appointment.checkIn"
  /// See ``Permission/appointmentWrite``.
  public static let permission = Permission.appointmentWrite
  /// One sentence.
  public static let summary = "Records that a person came to their appointment."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which.
    public var id: ID<Appointment>
    /// The revision that the caller saw.
    public var ifRev: Int

    /// All fields; what is optional may be left out.
    public init(id: ID<Appointment>, ifRev: Int) {
      self.id = id
      self.ifRev = ifRev
    }
  }

  /// `arrived`.
  public typealias Output = Receipt<Appointment>
}
