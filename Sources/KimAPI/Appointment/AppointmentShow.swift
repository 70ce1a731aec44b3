/// Shows an appointment.
public enum AppointmentShow: ReadMethod {
  public static let name = "appointment.show"
  public static let permission = Permission.appointmentRead
  public static let summary = "Shows an appointment."
  /// Which; a number stands for the one that it means today.
  public typealias Params = Which<Appointment>
  public typealias Output = Appointment
}
