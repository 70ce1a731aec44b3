/// What people come for (Anliegen).
public struct ServiceType: Codable, Sendable, Equatable {
  /// Stable name.
  public var id: Slug<ServiceType>
  /// Name for people.
  public var name: Label
  /// Usual length, a multiple of 5 from 5 to 480.
  public var durationMinutes: Int

  /// All fields; what is optional may be left out.
  public init(id: Slug<ServiceType>, name: Label, durationMinutes: Int) {
    self.id = id
    self.name = name
    self.durationMinutes = durationMinutes
  }
}
