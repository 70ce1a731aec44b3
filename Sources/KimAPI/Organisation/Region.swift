/// A region of the Kreis (concept paper §6.2).
public struct Region: Codable, Sendable, Equatable {
  /// Stable name.
  public var id: Slug<Region>
  /// Name for people.
  public var name: Label

  /// All fields; what is optional may be left out.
  public init(id: Slug<Region>, name: Label) {
    self.id = id
    self.name = name
  }
}
