/// Records that a person came to their appointment.
public enum AppointmentCheckIn: WriteMethod {
  public static let name = "appointment.checkIn"
  public static let permission = Permission.appointmentWrite
  public static let summary = "Records that a person came to their appointment."
  public typealias Params = Step<Appointment>
  public typealias Output = Receipt<Appointment>
}
