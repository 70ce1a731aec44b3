/// Lists appointments by their begin.
public enum AppointmentList: ReadMethod {
  public static let name = "appointment.list"
  public static let permission = Permission.appointmentRead
  public static let summary = "Lists appointments by their begin."

  public struct Params: Codable, Sendable, Equatable {
    public var site: Slug<Site>?
    /// From this day on; absent: today.
    public var from: Day?
    /// Until this day.
    public var to: Day?
    public var staff: Named<Staff>?
    public var state: AppointmentState?
    public var limit: PageLimit?
    public var cursor: Token?

    public init(
      site: Slug<Site>? = nil,
      from: Day? = nil,
      to: Day? = nil,
      staff: Named<Staff>? = nil,
      state: AppointmentState? = nil,
      limit: PageLimit? = nil,
      cursor: Token? = nil
    ) {
      self.site = site
      self.from = from
      self.to = to
      self.staff = staff
      self.state = state
      self.limit = limit
      self.cursor = cursor
    }
  }

  public typealias Output = Page<Appointment>
}
