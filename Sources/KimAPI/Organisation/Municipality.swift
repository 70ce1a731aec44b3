/// A municipality of the Kreis (kreisangehörige Kommune).
public struct Municipality: Codable, Sendable, Equatable {
  /// Stable name.
  public var id: Slug<Municipality>
  /// Name for people.
  public var name: Label
  public var region: Slug<Region>

  public init(id: Slug<Municipality>, name: Label, region: Slug<Region>) {
    self.id = id
    self.name = name
    self.region = region
  }
}
