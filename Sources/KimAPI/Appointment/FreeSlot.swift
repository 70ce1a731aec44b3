/// A time at which an appointment can be booked.
public struct FreeSlot: Codable, Sendable, Equatable {
  public var start: LocalTime
  /// With whom; absent where nobody sits there.
  public var staff: Ref<Staff>?

  public init(start: LocalTime, staff: Ref<Staff>? = nil) {
    self.start = start
    self.staff = staff
  }
}
