/// Cancels an appointment that has not begun.
public enum AppointmentCancel: WriteMethod {
  /// `appointment.cancel`.
  public static let name = "appointment.cancel"
  /// See ``Permission/appointmentWrite``.
  public static let permission = Permission.appointmentWrite
  /// One sentence.
  public static let summary = "Cancels an appointment that has not begun."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Which.
    public var id: Named<Appointment>
    /// The revision that the caller saw.
    public var ifRev: Int
    /// Who cancelled.
    public var by: CancelledBy
    /// Why; sealed.
    public var reason: Personal<Label>?

    /// All fields; what is optional may be left out.
    public init(id: Named<Appointment>, ifRev: Int, by: CancelledBy, reason: Personal<Label>? = nil)
    {
      self.id = id
      self.ifRev = ifRev
      self.by = by
      self.reason = reason
    }
  }

  /// `cancelled`.
  public typealias Output = Receipt<Appointment>
}
