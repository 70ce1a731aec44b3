/// Records that a person came to their appointment.
public enum AppointmentCheckIn: WriteMethod {
  /// `appointment.checkIn`.
  public static let name = "appointment.checkIn"
  /// See ``Permission/appointmentWrite``.
  public static let permission = Permission.appointmentWrite
  /// One sentence.
  public static let summary = "Records that a person came to their appointment."

  /// Which.
  public typealias Params = Step<Appointment>

  /// `arrived`.
  public typealias Output = Receipt<Appointment>
}
