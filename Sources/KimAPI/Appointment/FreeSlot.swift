/// A time at which an appointment can be booked.
public struct FreeSlot: Codable, Sendable, Equatable {
  /// Begin on the wall clock of the office.
  public var start: LocalTime
  /// With whom; absent where nobody sits there.
  public var staff: Ref<Staff>?

  /// All fields; what is optional may be left out.
  public init(start: LocalTime, staff: Ref<Staff>? = nil) {
    self.start = start
    self.staff = staff
  }
}
