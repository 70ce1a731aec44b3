/// Lists free times of a site within its weekly hours.
public enum AppointmentFree: ReadMethod {
  public static let name = "appointment.free"
  public static let permission = Permission.appointmentRead
  public static let summary = "Lists free times of a site within its weekly hours."

  public struct Params: Codable, Sendable, Equatable {
    public var site: Slug<Site>
    /// What for; it sets the length.
    public var serviceType: Slug<ServiceType>
    /// First day.
    public var from: Day
    /// Last day, at most 60 days later.
    public var to: Day
    public var staff: Named<Staff>?
    public var limit: PageLimit?

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
