/// One weekly span of consultation hours (Sprechzeit), local wall time of `Europe/Berlin`.
public struct ConsultationHours: Codable, Sendable, Equatable {
  /// The day of the week.
  public var weekday: Weekday
  /// First minute.
  public var from: TimeOfDay
  /// End, not included.
  public var to: TimeOfDay
  /// By appointment or open.
  public var kind: HoursKind
  /// Login of who sits there; absent: everybody whose place it is.
  public var staff: Token?

  /// All fields; what is optional may be left out.
  public init(
    weekday: Weekday,
    from: TimeOfDay,
    to: TimeOfDay,
    kind: HoursKind,
    staff: Token? = nil
  ) {
    self.weekday = weekday
    self.from = from
    self.to = to
    self.kind = kind
    self.staff = staff
  }
}
