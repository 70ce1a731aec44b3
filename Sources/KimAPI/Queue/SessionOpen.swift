/// Opens a consultation hour of a site; one at a time, and several a day.
public enum SessionOpen: WriteMethod {
  /// `session.open`.
  public static let name = "session.open"
  /// See ``Permission/queueWrite``.
  public static let permission = Permission.queueWrite
  /// One sentence.
  public static let summary =
    "Opens a consultation hour of a site; one at a time, and several a day."

  /// What the caller hands in.
  public struct Params: Codable, Sendable, Equatable {
    /// Where.
    public var site: Slug<Site>
    /// The day; absent: today.
    public var date: Day?

    /// All fields; what is optional may be left out.
    public init(site: Slug<Site>, date: Day? = nil) {
      self.site = site
      self.date = date
    }
  }

  /// `open`.
  public typealias Output = Receipt<Session>
}
