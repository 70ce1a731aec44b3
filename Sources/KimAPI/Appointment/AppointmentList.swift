/// Lists appointments by their begin.
public enum AppointmentList: ReadMethod {
  /// `appointment.list`.
  public static let name = "appointment.list"
  /// See ``Permission/appointmentRead``.
  public static let permission = Permission.appointmentRead
  /// One sentence.
  public static let summary = "Lists appointments by their begin."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Only at this site.
    public var site: Slug<Site>?
    /// From this day on; absent: today.
    public var from: Day?
    /// Until this day.
    public var to: Day?
    /// Only with this person.
    public var staff: Named<Staff>?
    /// Only in this state.
    public var state: AppointmentState?
    /// Entries a page.
    public var limit: PageLimit?
    /// `next` of the page before.
    public var cursor: Token?

    /// All fields; what is optional may be left out.
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

  /// The earliest first.
  public typealias Output = Page<Appointment>
}
