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

  /// All fields; what is optional may be left out.
  public init(weekday: Weekday, from: TimeOfDay, to: TimeOfDay, kind: HoursKind) {
    self.weekday = weekday
    self.from = from
    self.to = to
    self.kind = kind
  }
}
