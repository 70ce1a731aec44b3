/// Opens a consultation hour of a site; one at a time, and several a day.
public enum SessionOpen: WriteMethod {
  public static let name = "session.open"
  public static let permission = Permission.queueWrite
  public static let summary =
    "Opens a consultation hour of a site; one at a time, and several a day."

  public struct Params: Codable, Sendable, Equatable {
    public var site: Slug<Site>
    /// The day; absent: today.
    public var date: Day?

    public init(site: Slug<Site>, date: Day? = nil) {
      self.site = site
      self.date = date
    }
  }

  public typealias Output = Receipt<Session>
}
