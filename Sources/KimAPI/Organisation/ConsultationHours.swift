/// One weekly span of consultation hours (Sprechzeit), local wall time of `Europe/Berlin`.
public struct ConsultationHours: Codable, Sendable, Equatable {
  public var weekday: Weekday
  /// First minute.
  public var from: TimeOfDay
  /// End, not included.
  public var to: TimeOfDay
  public var kind: HoursKind
  /// Login of who sits there; absent: everybody whose place it is.
  public var staff: Token?

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
