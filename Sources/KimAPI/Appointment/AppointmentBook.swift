/// Books an appointment, so that nobody and no room is booked twice.
///
/// A client with an address and consent to messages is reminded: the reminder is planned in the same transaction.
public enum AppointmentBook: WriteMethod {
  public static let name = "appointment.book"
  public static let permission = Permission.appointmentWrite
  public static let summary = "Books an appointment, so that nobody and no room is booked twice."

  public struct Params: Codable, Sendable, Equatable {
    public var site: Slug<Site>
    public var serviceType: Slug<ServiceType>
    /// Begin on the wall clock, on a five-minute mark within the hours.
    public var start: LocalTime
    /// Length, a multiple of 5; absent: the service type's.
    public var durationMinutes: Int?
    /// With whom; absent: somebody who sits there and is free, the client's own case manager first, then the caller.
    public var staff: Named<Staff>?
    public var client: Named<Client>?
    public var `case`: Named<Case>?
    public var language: LanguageCode?

    public init(
      site: Slug<Site>,
      serviceType: Slug<ServiceType>,
      start: LocalTime,
      durationMinutes: Int? = nil,
      staff: Named<Staff>? = nil,
      client: Named<Client>? = nil,
      `case`: Named<Case>? = nil,
      language: LanguageCode? = nil
    ) {
      self.site = site
      self.serviceType = serviceType
      self.start = start
      self.durationMinutes = durationMinutes
      self.staff = staff
      self.client = client
      self.`case` = `case`
      self.language = language
    }
  }

  public typealias Output = AppointmentReceipt
}
