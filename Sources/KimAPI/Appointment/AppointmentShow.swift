/// Shows an appointment.
public enum AppointmentShow: ReadMethod {
  /// `appointment.show`.
  public static let name = "appointment.show"
  /// See ``Permission/appointmentRead``.
  public static let permission = Permission.appointmentRead
  /// One sentence.
  public static let summary = "Shows an appointment."

  /// Which; a number stands for the one that it means today.
  public typealias Params = Which<Appointment>

  /// The appointment.
  public typealias Output = Appointment
}
