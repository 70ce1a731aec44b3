/// Cancels an appointment that has not begun.
public enum AppointmentCancel: WriteMethod {
  public static let name = "appointment.cancel"
  public static let permission = Permission.appointmentWrite
  public static let summary = "Cancels an appointment that has not begun."

  public struct Params: Codable, Sendable, Equatable {
    public var id: Named<Appointment>
    public var ifRev: Int
    public var by: CancelledBy
    /// Why; sealed.
    public var reason: Personal<Label>?

    public init(id: Named<Appointment>, ifRev: Int, by: CancelledBy, reason: Personal<Label>? = nil)
    {
      self.id = id
      self.ifRev = ifRev
      self.by = by
      self.reason = reason
    }
  }

  public typealias Output = Receipt<Appointment>
}
