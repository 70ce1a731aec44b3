/// Lists free times of a site within its weekly hours.
public enum AppointmentFree: ReadMethod {
  /// `appointment.free`.
  public static let name = "appointment.free"
  /// See ``Permission/appointmentRead``.
  public static let permission = Permission.appointmentRead
  /// One sentence.
  public static let summary = "Lists free times of a site within its weekly hours."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Where.
    public var site: Slug<Site>
    /// What for; it sets the length.
    public var serviceType: Slug<ServiceType>
    /// First day.
    public var from: Day
    /// Last day, at most 60 days later.
    public var to: Day
    /// Only with this person.
    public var staff: Named<Staff>?
    /// At most so many.
    public var limit: PageLimit?

    /// All fields; what is optional may be left out.
    public init(
      site: Slug<Site>,
      serviceType: Slug<ServiceType>,
      from: Day,
      to: Day,
      staff: Named<Staff>? = nil,
      limit: PageLimit? = nil
    ) {
      self.site = site
      self.serviceType = serviceType
      self.from = from
      self.to = to
      self.staff = staff
      self.limit = limit
    }
  }

  /// The earliest first; none in the past.
  public typealias Output = Page<FreeSlot>
}
