/// Records that nobody came to an appointment.
public enum AppointmentNoShow: WriteMethod {
  public static let name = "appointment.noShow"
  public static let permission = Permission.appointmentWrite
  public static let summary = "Records that nobody came to an appointment."
  public typealias Params = Step<Appointment>
  public typealias Output = Receipt<Appointment>
}
