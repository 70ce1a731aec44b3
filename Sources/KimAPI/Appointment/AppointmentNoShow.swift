/// Records that nobody came to an appointment.
public enum AppointmentNoShow: WriteMethod {
  /// `appointment.noShow`.
  public static let name = "appointment.noShow"
  /// See ``Permission/appointmentWrite``.
  public static let permission = Permission.appointmentWrite
  /// One sentence.
  public static let summary = "Records that nobody came to an appointment."

  /// Which.
  public typealias Params = Step<Appointment>

  /// `no_show`.
  public typealias Output = Receipt<Appointment>
}
