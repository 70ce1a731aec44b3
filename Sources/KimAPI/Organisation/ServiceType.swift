/// What people come for (Anliegen).
public struct ServiceType: Codable, Sendable, Equatable {
  public var id: Slug<ServiceType>
  public var name: Label
  /// Usual length, a multiple of 5 from 5 to 480.
  public var durationMinutes: Int

  public init(id: Slug<ServiceType>, name: Label, durationMinutes: Int) {
    self.id = id
    self.name = name
    self.durationMinutes = durationMinutes
  }
}
