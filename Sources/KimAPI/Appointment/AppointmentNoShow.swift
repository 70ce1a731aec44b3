/// Records that nobody came to an appointment.
public enum AppointmentNoShow: WriteMethod {
  /// `appointment.noShow`.
  public static let name = "appointment.noShow"
  /// See ``Permission/appointmentWrite``.
  public static let permission = Permission.appointmentWrite
  /// One sentence.
  public static let summary = "Records that nobody came to an appointment."

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

  /// `no_show`.
  public typealias Output = Receipt<Appointment>
}
